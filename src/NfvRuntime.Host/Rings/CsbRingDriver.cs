using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>The host is another thread, process or machine: indices go through the communication status block, kicks through events.</summary>
/// <remarks>A fault that the host found is thrown by the next sync, and so is a host that states impossible indices.</remarks>
public sealed unsafe class CsbRingDriver : RingDriver
{
    private readonly CsbApplication _csb;
    private readonly CsbEpoch _epoch;
    private readonly Wake _hostWake;
    private readonly Wake _wake;
    private readonly bool _isDirect;
    private uint _taken;
    private uint _requested;
    private uint _hwCur;
    private uint _shownHead;
    private uint _shownCur;
    private bool _armed;
    private ulong _kicksSent;
    private ulong _kicksSuppressed;
    private ulong _faults;

    /// <summary>Takes hold of a ring that a kloop serves.</summary>
    /// <param name="ring">The ring.</param>
    /// <param name="isTx">Direction.</param>
    /// <param name="portName">Name of the port, for messages.</param>
    /// <param name="ringNumber">Number within its port and direction.</param>
    /// <param name="atok">The ring's entry; stays mapped.</param>
    /// <param name="ktoa">The ring's entry; stays mapped.</param>
    /// <param name="hostWake">Wakes the host.</param>
    /// <param name="wake">Wakes this side.</param>
    /// <exception cref="RingFaultException">The CSB states impossible indices.</exception>
    public CsbRingDriver(RingView ring, bool isTx, string portName, int ringNumber, CsbAtok* atok, CsbKtoa* ktoa, Wake hostWake,
        Wake wake)
        : base(ring, isTx, portName, ringNumber)
    {
        _csb = new CsbApplication(atok, ktoa);
        _epoch = new CsbEpoch(atok, ktoa);
        _hostWake = hostWake;
        _wake = wake;
        _isDirect = hostWake is DirectWake;
        _taken = _requested = _epoch.Application;
        _csb.Read(out _hwCur, out uint hwTail);
        Head = _shownHead = Volatile.Read(ref atok->Head);
        Cur = _shownCur = Volatile.Read(ref atok->Cur);
        Tail = hwTail;
        Generation = 1;
        if (Math.Max(Math.Max(_hwCur, hwTail), Math.Max(Head, Cur)) >= NumSlots)
        {
            throw Fault($"hwcur {_hwCur}, hwtail {hwTail}, head {Head}, cur {Cur} of {NumSlots} slots", 0);
        }

        _csb.SyncFlags = 0;
        _csb.Disarm();
    }

    /// <inheritdoc/>
    public override ulong KicksSent => _kicksSent;

    /// <inheritdoc/>
    public override ulong KicksSuppressed => _kicksSuppressed;

    /// <inheritdoc/>
    public override ulong Faults => _faults;

    /// <inheritdoc/>
    public override bool TxPending
    {
        get
        {
            _csb.Read(out uint hwCur, out uint hwTail);
            return IsTx && (hwCur != Head || RingIndex.Next(hwTail, NumSlots) != Head);
        }
    }

    /// <inheritdoc/>
    public override bool IsCalled => _epoch.Host != _taken;

    /// <inheritdoc/>
    public override int WakeDescriptor => _wake.Descriptor;

    /// <inheritdoc/>
    public override void Sync() => Sync(SyncFlags.None);

    /// <inheritdoc/>
    public override void SyncNow() => Sync(IsTx ? SyncFlags.ForceReclaim : SyncFlags.ForceRead);

    /// <inheritdoc/>
    public override bool Arm()
    {
        if (Head != _shownHead)
        {
            Sync();
        }

        if (Cur != Tail)
        {
            return !IsTx;
        }

        _armed = true;
        _csb.Arm();
        if (_isDirect)
        {
            _hostWake.Signal(); // nobody but this thread would look for the port
        }

        _csb.Read(out _, out uint hwTail);
        if (hwTail == Tail && _epoch.Host == _taken)
        {
            return false;
        }

        Disarm();
        return true;
    }

    /// <inheritdoc/>
    public override void Disarm()
    {
        if (_armed)
        {
            _armed = false;
            _csb.Disarm();
        }
    }

    /// <inheritdoc/>
    public override void Kick()
    {
        if (_csb.KickNeeded())
        {
            _hostWake.Signal();
            _kicksSent++;
        }
        else
        {
            _kicksSuppressed++;
        }
    }

    /// <inheritdoc/>
    public override void Drain() => _wake.Drain();

    /// <summary>Asks the host for a reset; until it answers, at a later sync, nothing is available.</summary>
    /// <param name="what">The fault; null if there is none.</param>
    protected override RingFaultException ResetRing(string? what)
    {
        uint lost = RingIndex.Space(_hwCur, IsTx ? _shownHead : Tail, NumSlots);
        _requested = _taken + 1;
        _epoch.Requested = _requested;
        Head = Tail;
        Cur = Tail;
        Kick();
        return what is null ? new RingFaultException(PortName, IsTx, RingNumber, "reset by its owner", lost) : Fault(what, lost);
    }

    private RingFaultException Fault(string what, uint lost, bool isTold = false)
    {
        _faults++;
        return new RingFaultException(PortName, IsTx, RingNumber, what, lost) { IsTold = isTold };
    }

    private void Sync(SyncFlags flags)
    {
        if (_epoch.Host != _taken)
        {
            TakeOver();
        }
        else if (_requested != _taken)
        {
            return; // the host has not answered yet
        }

        uint head = Head;
        uint cur = Cur;
        if (head != _shownHead || cur != _shownCur)
        {
            _csb.SyncFlags = (uint)flags;
            _csb.Publish(head, cur);
            _shownHead = head;
            _shownCur = cur;
            Kick();
        }
        else if (_isDirect && (cur == Tail || flags != SyncFlags.None))
        {
            _csb.SyncFlags = (uint)flags;
            _hostWake.Signal();
        }

        _csb.Read(out uint hwCur, out uint hwTail);
        if (!IsPossible(hwCur, hwTail))
        {
            throw ResetRing($"the host states hwcur {hwCur} and hwtail {hwTail}, after {_hwCur} and {Tail}, of {NumSlots} slots");
        }

        _hwCur = hwCur;
        Tail = hwTail;
    }

    // The host moves forward only: hwcur up to what was handed over, hwtail up to the slot before hwcur.
    private bool IsPossible(uint hwCur, uint hwTail)
    {
        uint n = NumSlots;
        return hwCur < n && hwTail < n
            && RingIndex.Space(_hwCur, hwCur, n) <= RingIndex.Space(_hwCur, _shownHead, n)
            && RingIndex.Space(Tail, hwTail, n) <= RingIndex.Space(Tail, RingIndex.Previous(hwCur, n), n);
    }

    // The host has reset the ring, by itself or because it was asked.
    private void TakeOver()
    {
        uint epoch = _epoch.Host;
        bool asked = epoch == _requested;
        _csb.Read(out uint hwCur, out uint hwTail);
        if (hwCur >= NumSlots || hwTail >= NumSlots)
        {
            throw Fault($"the host states hwcur {hwCur} and hwtail {hwTail} of {NumSlots} slots", 0);
        }

        uint lost = RingIndex.Space(hwCur, IsTx ? _shownHead : hwTail, NumSlots);
        _hwCur = hwCur;
        Reseed(hwCur, hwTail);
        _shownHead = Head;
        _shownCur = Cur;
        _csb.Publish(Head, Cur);
        _taken = _requested = epoch;
        _epoch.Requested = epoch;
        _epoch.Application = epoch;
        Kick();
        if (!asked)
        {
            throw Fault("the host found head or cur, or a packet, impossible", lost, isTold: true);
        }
    }
}
