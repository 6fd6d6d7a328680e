using System.Runtime.InteropServices;
using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>One ring as its owner drives it: the seam between rings and hosts, whoever does the host's work and wherever.</summary>
/// <remarks>All members are called by the owning thread only. Slots [<see cref="Head"/>, <see cref="Tail"/>) are the owner's: received
/// packets on an rx ring, room on a tx ring. The owner works on the slots, moves <see cref="Head"/> and <see cref="Cur"/>, and syncs.</remarks>
public abstract class RingDriver
{
    private readonly RingView _ring;
    private Indices _indices;

    /// <summary>For drivers: takes hold of a ring.</summary>
    /// <param name="ring">The ring.</param>
    /// <param name="isTx">Direction: true if the owner sends.</param>
    /// <param name="portName">Name of its port, for messages.</param>
    /// <param name="ringNumber">Number within its port and direction.</param>
    protected RingDriver(RingView ring, bool isTx, string portName, int ringNumber)
    {
        _ring = ring;
        IsTx = isTx;
        PortName = portName;
        RingNumber = ringNumber;
    }

    /// <summary>The shared ring: slots and buffers. Its header's indices are the driver's business.</summary>
    public ref readonly RingView Ring => ref _ring;

    /// <summary>Direction: true if the owner sends.</summary>
    public bool IsTx { get; }

    /// <summary>The region that ring and buffers lie in.</summary>
    public Region Region => _ring.Region;

    /// <summary>Name of the port.</summary>
    public string PortName { get; }

    /// <summary>Number within its port and direction.</summary>
    public int RingNumber { get; }

    /// <summary>Number of slots.</summary>
    public uint NumSlots => _ring.NumSlots;

    /// <summary>First slot that the owner keeps; those before it go to the host at the next sync.</summary>
    public uint Head { get => _indices.Head; set => _indices.Head = value; }

    /// <summary>The wake-up point: wake the owner when there is more than up to here. At or after <see cref="Head"/>.</summary>
    public uint Cur { get => _indices.Cur; set => _indices.Cur = value; }

    /// <summary>First slot that is the host's, as checked at the last sync.</summary>
    public uint Tail { get => _indices.Tail; protected set => _indices.Tail = value; }

    /// <summary>Counts the resets of the ring; what was read from an older generation is void.</summary>
    public uint Generation { get => _indices.Generation; protected set => _indices.Generation = value; }

    /// <summary>Slots to read (rx) or to fill (tx).</summary>
    public uint Available => RingIndex.Space(Head, Tail, NumSlots);

    /// <summary>What the host counts for the ring; null where the host is elsewhere.</summary>
    public virtual RingCounters? Counters => null;

    /// <summary>Kicks sent to the other side.</summary>
    public virtual ulong KicksSent => Counters?.KicksSent ?? 0;

    /// <summary>Times something was published and the other side had not asked to be kicked.</summary>
    public virtual ulong KicksSuppressed => Counters?.KicksSuppressed ?? 0;

    /// <summary>Times the ring held something impossible, whoever found it.</summary>
    public virtual ulong Faults => Counters?.Faults ?? 0;

    /// <summary>Whether the other side wants something that a sync answers even if this side has nothing to exchange: a reset. Looks at shared
    /// memory; good for every turn.</summary>
    public virtual bool IsCalled => false;

    /// <summary>rx: the source will never bring another packet and the ring is empty.</summary>
    public virtual bool InputEnded => false;

    /// <summary>rx: <see cref="System.Diagnostics.Stopwatch"/> timestamp at which a paced source has its next packet; 0 states nothing.</summary>
    public virtual long NextDue => 0;

    /// <summary>tx: slots handed over that the other side has not finished with. Looks at the other side's memory: not for every packet.</summary>
    public abstract bool TxPending { get; }

    /// <summary>rx: whether packets come in with virtio-net headers (<see cref="SlotFlags.VnetHeader"/>).</summary>
    public virtual bool BringsVnetHeaders => false;

    /// <summary>A descriptor that becomes readable on a kick; -1 where the host never kicks, so that only polling or
    /// <see cref="NextDue"/> helps.</summary>
    public abstract int WakeDescriptor { get; }

    /// <summary>tx: hands the slots before <see cref="Head"/> to the host and learns of new room. rx: gives the slots before
    /// <see cref="Head"/> back and learns of new packets.</summary>
    /// <exception cref="RingFaultException">The ring held something impossible. It has been reset: on an rx ring what it held is skipped, on
    /// a tx ring what was not yet sent is room again.</exception>
    public abstract void Sync();

    /// <summary>Syncs like <see cref="Sync"/>, and does not let the host put off what costs it.</summary>
    /// <exception cref="RingFaultException">As for <see cref="Sync"/>.</exception>
    public abstract void SyncNow();

    /// <summary>Asks for a kick, then looks again. rx: when packets come. tx: when room appears; asks only if there is none up to
    /// <see cref="Cur"/>, since a ring with room has nothing to wait for.</summary>
    /// <returns>True if what was to be waited for is there: do not sleep; the request is withdrawn.</returns>
    public abstract bool Arm();

    /// <summary>Withdraws the request for a kick. One may still be on its way.</summary>
    public abstract void Disarm();

    /// <summary>Notifies the other side if it asked for that. <see cref="Sync"/> does it by itself.</summary>
    public abstract void Kick();

    /// <summary>Consumes the kicks that arrived.</summary>
    public abstract void Drain();

    /// <summary>Resets the ring: what it holds is given up, and a new <see cref="Generation"/> begins.</summary>
    public void Reset() => ResetRing(null);

    /// <summary>For an owner that found a slot impossible: resets the ring.</summary>
    /// <param name="what">What is impossible, with the values.</param>
    /// <returns>The fault, to be thrown.</returns>
    public RingFaultException Fail(string what) => ResetRing(what);

    /// <summary>Resets the ring, whoever asked.</summary>
    /// <param name="what">The fault; null if there is none.</param>
    protected abstract RingFaultException ResetRing(string? what);

    /// <summary>Takes over the indices that a reset left. What an rx ring held may have been half exchanged, so it is skipped.</summary>
    /// <param name="hwCur">The host's hwcur.</param>
    /// <param name="hwTail">The host's hwtail.</param>
    protected void Reseed(uint hwCur, uint hwTail)
    {
        Tail = hwTail;
        Head = IsTx ? hwCur : hwTail;
        Cur = Head;
        Generation++;
    }

    // Written at every packet by the owner's thread, so kept off the lines of neighbouring objects.
    [StructLayout(LayoutKind.Explicit, Size = 320)]
    private struct Indices
    {
        [FieldOffset(128)] public uint Head;
        [FieldOffset(132)] public uint Cur;
        [FieldOffset(136)] public uint Tail;
        [FieldOffset(140)] public uint Generation;
    }
}
