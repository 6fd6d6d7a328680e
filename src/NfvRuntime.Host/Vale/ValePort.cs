using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;
using NfvRuntime.Packets;

namespace NfvRuntime.Host;

/// <summary>A port of a VALE switch. What it sends is copied; a switch never holds up a sender, and never gives one port another's buffers.</summary>
public sealed class ValePort : HostPort
{
    private readonly ValeForwarder[] _forwarders;
    private readonly ValeQueue[] _queues;
    private readonly ulong[] _lastLearned;
    private int _headerLength;

    internal ValePort(ValeSwitch @switch, int number, string name, Region region, PortOptions options)
        : base(name, region, options)
    {
        Switch = @switch;
        Number = number;
        _forwarders = new ValeForwarder[options.TxRings];
        _queues = new ValeQueue[options.RxRings];
        _lastLearned = new ulong[options.TxRings * LearnedStride];
        for (int i = 0; i < options.TxRings; i++)
        {
            AddTxRing();
        }

        for (int i = 0; i < options.RxRings; i++)
        {
            _queues[i] = new ValeQueue(AddRxRing());
        }
    }

    /// <summary>The switch.</summary>
    public ValeSwitch Switch { get; }

    /// <summary>The port's place on it.</summary>
    public int Number { get; }

    /// <inheritdoc/>
    public override int HeaderLength => Volatile.Read(ref _headerLength);

    internal ValeQueue? BroadcastQueue => _queues.Length > 0 ? _queues[0] : null;

    internal ReadOnlySpan<ValeForwarder> Forwarders => _forwarders;

    private static int LearnedStride => 16; // words: senders of different rings do not share a line

    /// <summary>Sets the length of the virtio-net header that stands in front of each frame sent or received by this port. Between ports of different
    /// lengths the switch puts headers in front, or takes them off and finishes what they left to do.</summary>
    /// <param name="length">0, 10 or 12. Holds for what is sent from now on; what is in the rings keeps its headers.</param>
    /// <exception cref="NetmapException">EINVAL: another length.</exception>
    public void SetHeaderLength(int length)
    {
        if (length is not (0 or VirtioNetHeader.ShortLength or VirtioNetHeader.LongLength))
        {
            throw new NetmapException(NetmapError.Invalid, $"{Name}: a virtio-net header of {length} bytes: choose 0, 10 or 12");
        }

        Volatile.Write(ref _headerLength, length);
    }

    /// <summary>What the switch dropped of the packets sent by a ring of this port.</summary>
    public ValeDrops Drops(int txRing) => _forwarders[txRing].Drops;

    /// <summary>Packets sent by this port that the switch dropped for a reason.</summary>
    public ulong DropCount(ValeDropReason reason)
    {
        ulong total = 0;
        foreach (ValeForwarder forwarder in _forwarders)
        {
            total += forwarder.Drops[reason];
        }

        return total;
    }

    /// <inheritdoc/>
    protected internal override void TxSync(Kring kring, SyncFlags flags)
    {
        if (kring.HwCur != kring.RHead)
        {
            _forwarders[kring.Number].Forward(kring.HwCur, kring.RHead);
            kring.HwCur = kring.RHead;
            kring.HwTail = RingIndex.Previous(kring.HwCur, kring.NumSlots);
        }
    }

    /// <inheritdoc/>
    protected internal override void RxSync(Kring kring, SyncFlags flags)
    {
        ValeQueue queue = _queues[kring.Number];
        uint released = kring.Pending;
        if (released > 0)
        {
            kring.HwCur = kring.RHead;
            queue.Release(released);
        }

        if (kring.RCur == kring.HwTail || flags != SyncFlags.None)
        {
            kring.HwTail = RingIndex.Advance(kring.HwTail, queue.TakeNew(), kring.NumSlots);
        }
    }

    /// <inheritdoc/>
    protected internal override bool HasWork(Kring kring) => !kring.IsTx && _queues[kring.Number].HasNew;

    /// <inheritdoc/>
    protected override void OnClosed()
    {
        Switch.Detach(this);
        foreach (ValeForwarder? forwarder in _forwarders)
        {
            forwarder?.Dispose(); // there are none yet if the table of counters was full
        }
    }

    /// <summary>Makes ready to send.</summary>
    internal void AddForwarders()
    {
        for (int i = 0; i < _forwarders.Length; i++)
        {
            _forwarders[i] = new ValeForwarder(Switch, this, Tx[i]);
        }
    }

    internal ValeQueue? QueueFor(int sourceRing) => _queues.Length > 0 ? _queues[sourceRing % _queues.Length] : null;

    internal ref ulong LastLearned(int txRing) => ref _lastLearned[txRing * LearnedStride];
}
