using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>The producer of a back-to-back ring: the application's half of the CSB.</summary>
public sealed unsafe class BackToBackSender : BackToBackDriver
{
    private readonly CsbApplication _csb;
    private uint _shownCur;
    private uint _hwCur;

    /// <summary>Takes hold of the sending side as the ring stands.</summary>
    /// <param name="ring">The shared ring.</param>
    /// <param name="portName">Name of the port, for messages.</param>
    /// <param name="ringNumber">Number within the port's tx rings.</param>
    /// <param name="atok">The ring's entry; stays mapped.</param>
    /// <param name="ktoa">The ring's entry; stays mapped.</param>
    /// <param name="wakes">Who is woken how.</param>
    /// <exception cref="RingFaultException">The CSB states impossible indices: the host has to reset the ring.</exception>
    public BackToBackSender(RingView ring, string portName, int ringNumber, CsbAtok* atok, CsbKtoa* ktoa, in BackToBackWakes wakes)
        : base(ring, isTx: true, portName, ringNumber, atok, ktoa, wakes)
    {
        _csb = new CsbApplication(atok, ktoa);
        _csb.Read(out _hwCur, out _);
        uint head = Volatile.Read(ref atok->Head);
        if (_hwCur >= NumSlots || head >= NumSlots)
        {
            throw ResetRing($"hwcur {_hwCur} and head {head} of {NumSlots} slots");
        }

        Head = ShownHead = Cur = _shownCur = head;
        Tail = RingIndex.Previous(_hwCur, NumSlots);
        _csb.Publish(head, head);
        _csb.Disarm();
    }

    /// <inheritdoc/>
    public override bool TxPending
    {
        get
        {
            _csb.Read(out uint hwCur, out _);
            return hwCur != Head;
        }
    }

    private protected override uint Unfinished => RingIndex.Space(_hwCur, ShownHead, NumSlots);

    private protected override void Announce() => _csb.Arm();

    private protected override void Withdraw() => _csb.Disarm();

    private protected override bool HasWork()
    {
        _csb.Read(out uint hwCur, out _);
        return hwCur != _hwCur;
    }

    private protected override bool IsKickWanted() => _csb.KickNeeded();

    private protected override void BeginAnew()
    {
        _hwCur = 0;
        _shownCur = 0;
    }

    private protected override void Exchange()
    {
        uint n = NumSlots;
        uint head = Head;
        uint cur = Cur;
        uint shown = ShownHead;
        if (head != shown || cur != _shownCur)
        {
            if (!RingIndex.IsLegal(head, cur, shown, Tail, n))
            {
                throw Fail($"head {head} and cur {cur} are outside of {shown} to {Tail}, of {n} slots");
            }

            if (!WholePackets.TryFindEnd(in Ring, shown, head, out uint end))
            {
                throw Fail($"a packet of more than {HostLimits.MaxFragments} slots before slot {head}");
            }

            ShownHead = end;
            _shownCur = cur;
            _csb.Publish(end, cur);
            Kick();
        }

        _csb.Read(out uint hwCur, out _);
        if (hwCur >= n || RingIndex.Space(_hwCur, hwCur, n) > RingIndex.Space(_hwCur, ShownHead, n))
        {
            throw Fail($"the receiver states hwcur {hwCur}, after {_hwCur} and with head {ShownHead}, of {n} slots");
        }

        _hwCur = hwCur;
        Tail = RingIndex.Previous(hwCur, n);
    }
}
