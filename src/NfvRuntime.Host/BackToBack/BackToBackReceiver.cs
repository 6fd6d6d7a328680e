using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>The consumer of a back-to-back ring: the host's half of the CSB. It swaps buffers where they are.</summary>
public sealed unsafe class BackToBackReceiver : BackToBackDriver
{
    private readonly CsbHostSide _csb;

    /// <summary>Takes hold of the receiving side as the ring stands.</summary>
    /// <param name="ring">The shared ring.</param>
    /// <param name="portName">Name of the port, for messages.</param>
    /// <param name="ringNumber">Number within the port's rx rings.</param>
    /// <param name="atok">The ring's entry; stays mapped.</param>
    /// <param name="ktoa">The ring's entry; stays mapped.</param>
    /// <param name="wakes">Who is woken how.</param>
    /// <exception cref="RingFaultException">The CSB states impossible indices: the host has to reset the ring.</exception>
    public BackToBackReceiver(RingView ring, string portName, int ringNumber, CsbAtok* atok, CsbKtoa* ktoa, in BackToBackWakes wakes)
        : base(ring, isTx: false, portName, ringNumber, atok, ktoa, wakes)
    {
        _csb = new CsbHostSide(atok, ktoa);
        uint hwCur = Volatile.Read(ref ktoa->HwCur);
        if (hwCur >= NumSlots)
        {
            throw ResetRing($"hwcur {hwCur} of {NumSlots} slots");
        }

        Head = ShownHead = Cur = Tail = hwCur;
        _csb.Publish(hwCur, RingIndex.Previous(hwCur, NumSlots));
        _csb.Disarm();
    }

    /// <inheritdoc/>
    public override bool TxPending => false;

    private protected override uint Unfinished => RingIndex.Space(Head, Tail, NumSlots);

    private protected override void Announce() => _csb.Arm();

    private protected override void Withdraw() => _csb.Disarm();

    private protected override bool HasWork()
    {
        _csb.Read(out uint head, out _, out _);
        return head != Tail;
    }

    private protected override bool IsKickWanted() => _csb.KickNeeded();

    private protected override void Exchange()
    {
        uint n = NumSlots;
        uint mine = Head;
        if (mine != ShownHead)
        {
            if (!RingIndex.IsLegal(mine, Cur, ShownHead, Tail, n))
            {
                throw Fail($"head {mine} and cur {Cur} are outside of {ShownHead} to {Tail}, of {n} slots");
            }

            ShownHead = mine;
            _csb.Publish(mine, RingIndex.Previous(mine, n));
            if (RingIndex.Space(mine, Tail, n) <= n / 2)
            {
                Kick(); // a sleeping sender is woken for half a ring of room, not for each burst; an emptied ring always wakes it
            }
        }

        _csb.Read(out uint head, out uint cur, out _);
        if (!RingIndex.IsLegal(head, cur, Tail, RingIndex.Previous(mine, n), n))
        {
            throw Fail($"the sender states head {head} and cur {cur}, outside of {Tail} to {RingIndex.Previous(mine, n)}, of {n} slots");
        }

        Tail = head;
    }
}
