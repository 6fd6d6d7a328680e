using System.Runtime.CompilerServices;
using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>The host's private side of one ring: what it believes, whatever the shared header says.</summary>
/// <remarks>Only the thread that syncs the ring touches the indices: its owner's (call driver) or its kloop's.</remarks>
public sealed unsafe class Kring
{
    private readonly RingView _ring;
    private KringState _state;
    private string? _fault;

    internal Kring(HostPort port, RingView ring, int number, bool isTx)
    {
        Port = port;
        _ring = ring;
        Number = number;
        IsTx = isTx;
        HwTail = isTx ? ring.NumSlots - 1 : 0;
        RTail = HwTail;
        Generation = 1;
    }

    /// <summary>The shared ring.</summary>
    public ref readonly RingView Ring => ref _ring;

    /// <summary>The port it belongs to.</summary>
    public HostPort Port { get; }

    /// <summary>Number within its port and direction.</summary>
    public int Number { get; }

    /// <summary>Direction: true if the owner sends.</summary>
    public bool IsTx { get; }

    /// <summary>Number of slots.</summary>
    public uint NumSlots => _ring.NumSlots;

    /// <summary>The owner's head, as accepted at the last sync.</summary>
    public uint RHead { get => _state.RHead; internal set => _state.RHead = value; }

    /// <summary>The owner's cur, as accepted at the last sync.</summary>
    public uint RCur { get => _state.RCur; internal set => _state.RCur = value; }

    /// <summary>The tail that the owner was told.</summary>
    public uint RTail { get => _state.RTail; internal set => _state.RTail = value; }

    /// <summary>First slot the port has not consumed (tx) or taken back (rx). The port's sync advances it.</summary>
    public uint HwCur { get => _state.HwCur; set => _state.HwCur = value; }

    /// <summary>First slot that stays with the port. Its sync advances it.</summary>
    public uint HwTail { get => _state.HwTail; set => _state.HwTail = value; }

    /// <summary>Counts the resets; never 0.</summary>
    public uint Generation { get => _state.Generation; private set => _state.Generation = value; }

    /// <summary>Slots that the owner handed over and the port has not consumed (tx) or taken back (rx).</summary>
    public uint Pending => RingIndex.Space(HwCur, RHead, NumSlots);

    /// <summary>rx: slots that the port may fill, from <see cref="HwTail"/> on. One slot always stays empty.</summary>
    public uint Room => NumSlots - 1 - RingIndex.Space(HwCur, HwTail, NumSlots);

    /// <summary>How the ring's owner, or its kloop, is woken.</summary>
    public RingWake Wake { get; } = new();

    /// <summary>What the ring counts; written by the thread that syncs it. There once the host has taken its port in.</summary>
    public RingCounters Counters { get; internal set; } = null!;

    /// <summary>The one driver of the ring, if it has any.</summary>
    internal RingDriver? Driver { get; set; }

    /// <summary>Wakes whoever drives the ring, if that was asked for. For the thread that has just published something for it.</summary>
    /// <param name="by">The ring whose sync published: it counts the kick.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Notify(Kring by) => by.Counters.CountKick(Wake.Notify());

    /// <summary>For a port's sync: the ring holds something impossible. The ring is reset after the sync and its owner told.</summary>
    /// <param name="what">What is impossible, with the values.</param>
    public void ReportFault(string what) => _fault ??= what;

    /// <summary>Takes over what the owner published, if it is possible.</summary>
    /// <returns>False, and nothing taken over, if it is not.</returns>
    internal bool TryAccept(uint head, uint cur)
    {
        (uint @base, uint limit) = IsTx ? (RHead, RTail) : (HwCur, HwTail);
        if (!RingIndex.IsLegal(head, cur, @base, limit, NumSlots))
        {
            ReportFault($"head {head} and cur {cur} are outside of {@base} to {limit}, of {NumSlots} slots");
            return false;
        }

        RHead = head;
        RCur = cur;
        return true;
    }

    /// <summary>One sync, tx or rx as the ring is.</summary>
    /// <returns>The fault found by it, or null.</returns>
    internal string? Sync(SyncFlags flags)
    {
        uint cur = HwCur;
        if (IsTx)
        {
            Port.TxSync(this, flags);
        }
        else
        {
            Port.RxSync(this, flags);
        }

        Counters.CountSync(RingIndex.Space(cur, HwCur, NumSlots));
        RTail = HwTail;
        _ring.Tail = HwTail;
        return _fault;
    }

    /// <summary>The owner is gone without a word: what it was given may have been half exchanged, and goes back to the port unread; what it had
    /// not finished to hand over is room again.</summary>
    internal void Forsake()
    {
        Reset();
        if (!IsTx)
        {
            RHead = HwTail;
            RCur = HwTail;
            _ring.Head = HwTail;
            _ring.Cur = HwTail;
            Sync(SyncFlags.ForceReclaim);
        }
    }

    /// <summary>Back to what the host believes: head and cur at hwcur, tail at hwtail; slots of this ring without a usable buffer get one.</summary>
    /// <returns>What was reported, and how many slots lost what they held.</returns>
    internal (string What, uint SlotsLost) Reset()
    {
        if (_fault is not null)
        {
            Counters.CountFault();
        }

        uint lost = IsTx ? Pending : RingIndex.Space(HwCur, HwTail, NumSlots);
        string what = _fault ?? "reset by its owner";
        _fault = null;
        RHead = HwCur;
        RCur = HwCur;
        RTail = HwTail;
        _ring.Head = HwCur;
        _ring.Cur = HwCur;
        _ring.Tail = HwTail;
        SlotRepair.Run(this);
        Generation++;
        Counters.CountReset();
        return (what, lost);
    }
}
