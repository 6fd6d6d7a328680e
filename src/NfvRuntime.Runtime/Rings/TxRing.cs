using NfvRuntime.Actors.Islands;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>
/// The actor that owns a transmit ring: it swaps the packets of arriving bursts into slots, sends the bursts home, and syncs once a turn.
/// Bursts that find no room wait in order; their missing credits slow the receive rings down.
/// </summary>
internal sealed unsafe class TxRing : UntypedActor, IPolled
{
    private readonly TxRingState _state;
    private readonly RingDriver _driver;
    private readonly SlotLimits _limits;

    public TxRing(TxRingState state)
    {
        _state = state;
        _driver = state.Driver;
        _limits = SlotLimits.Of(_driver.Region, RxRing.DataOffsetOf(_driver));
    }

    public int WakeDescriptor => _driver.WakeDescriptor;

    public long NextDue => 0;

    public bool Poll()
    {
        if (_state.Drained && !_driver.IsCalled)
        {
            return false;
        }

        bool moved = _state.Unsynced; // whoever waits for the ring to run dry looks again
        Sync();
        while (_state.Pending.Head is { } burst && TryPut(burst))
        {
            _state.Pending.Dequeue();
            _state.Complete(burst);
            moved = true;
        }

        _state.Books.Block(!_state.Pending.IsEmpty);

        if (_state.Unsynced)
        {
            Sync();
        }

        return moved;
    }

    public bool Arm()
    {
        if (_state.Unsynced)
        {
            return true;
        }

        if (_state.Pending.IsEmpty)
        {
            return false;
        }

        _driver.Cur = _driver.Tail; // wake when there is more room than now: a packet of several slots may need more than one
        return _driver.Arm();
    }

    public void Disarm() => _driver.Disarm();

    public void OnWake() => _driver.Drain();

    protected override void PreStart() => Context.Island().Poll(this);

    /// <summary>What was put into slots since the last sync goes out, also where the ring's actor stops before its next turn.</summary>
    protected override void PostStop()
    {
        if (_state.Unsynced)
        {
            Sync();
        }
    }

    protected override void OnReceive(object message)
    {
        if (message is not Burst burst)
        {
            Unhandled(message);
            return;
        }

        if (_state.Status.IsOut)
        {
            _state.Books.Drop(DropReasons.OutOfService, burst.UnsettledPackets);
            burst.GoHome();
            return;
        }

        if (!_state.Pending.IsEmpty)
        {
            _state.Pending.Enqueue(burst);
            return;
        }

        bool settled = false;
        try
        {
            if (TryPut(burst))
            {
                settled = true;
                _state.Complete(burst);
                return;
            }
        }
        finally
        {
            if (!settled)
            {
                _state.Pending.Enqueue(burst); // no room, or a ring fault: what is left of it goes on after the reset
            }
        }
    }

    private void Sync()
    {
        uint head = _driver.Head;
        try
        {
            _driver.Sync();
        }
        catch (RingFaultException fault)
        {
            if (_driver is BackToBackDriver)
            {
                _state.Lose((long)fault.SlotsLost); // its indices begin anew, and say nothing of what was there
            }
            else
            {
                _state.Lose(head);
            }

            throw;
        }

        _state.HandOver();
    }

    /// <summary>Puts packets into the ring as far as there is room.</summary>
    /// <returns>True if the whole burst is in the ring.</returns>
    private bool TryPut(Burst burst)
    {
        if (burst.RegionGeneration != burst.Region.Generation)
        {
            _state.Books.Drop(DropReasons.StaleRegion, burst.UnsettledPackets);
            return true;
        }

        bool sameRegion = ReferenceEquals(burst.Region, _driver.Region);
        bool usual = sameRegion && !burst.HasFragments && !burst.OffsetsTouched && burst.DefaultDataOffset == _limits.DataOffset;
        while (burst.Resume < burst.Count)
        {
            uint room = _driver.Available;
            int end = (int)Math.Min((uint)burst.Count, (uint)burst.Resume + room);
            if (burst.HasFragments && end < burst.Count)
            {
                end = WholePackets(burst, burst.Resume, end);
                if (end == burst.Resume && DropOverlong(burst))
                {
                    continue;
                }
            }

            if (end == burst.Resume)
            {
                return false;
            }

            if (usual)
            {
                PutRun(burst, end);
            }
            else
            {
                PutEach(burst, end, sameRegion);
            }
        }

        return true;
    }

    private void PutRun(Burst burst, int end)
    {
        while (burst.Resume < end)
        {
            uint head = _driver.Head;
            int run = Math.Min(end - burst.Resume, (int)(_driver.NumSlots - head));
            SlotExchange.Transmit(_driver.Ring.Slots + head, burst.Descriptors + burst.Resume, run, _limits, out ExchangeTotals totals);
            Account(burst, totals.Slots, totals.Slots, totals.Bytes);
            if (totals.Refusal != SlotRefusal.None)
            {
                throw Fault();
            }
        }
    }

    /// <summary>Packet by packet: those of several slots, with data offsets of their own, or of another region.</summary>
    private void PutEach(Burst burst, int end, bool sameRegion)
    {
        while (burst.Resume < end)
        {
            int next = burst.NextPacket(burst.Resume);
            bool swap = sameRegion && CanSwap(burst, next);
            if (!swap && !FitsCopies(burst, next))
            {
                burst.Resume = next;
                _state.Books.Drop(DropReasons.TooLong, 1);
                continue;
            }

            while (burst.Resume < next)
            {
                int i = burst.Resume;
                SlotDescriptor packet = burst.Descriptors[i];
                NetmapSlot* slot = _driver.Ring.Slots + _driver.Head;
                if (!(swap ? SlotExchange.TransmitOne(slot, burst.Descriptors + i, burst.DataOffsets[i], _limits) == SlotRefusal.None : TryCopy(slot, burst, i)))
                {
                    throw Fault(burst, next);
                }

                Account(burst, 1, packet.MoreFrag ? 0 : 1, packet.Len);
            }
        }
    }

    /// <summary>True if the slots can say where the data of each entry begins.</summary>
    private bool CanSwap(Burst burst, int next)
    {
        bool can = true;
        for (int i = burst.Resume; i < next; i++)
        {
            can &= _limits.OffsetMask != 0 || burst.DataOffsets[i] == 0;
        }

        return can;
    }

    private bool FitsCopies(Burst burst, int next)
    {
        bool fits = true;
        for (int i = burst.Resume; i < next; i++)
        {
            fits &= burst.Descriptors[i].Len <= _limits.BufferSize - _limits.DataOffset && FrontOf(burst, i) <= _limits.DataOffset;
        }

        return fits;
    }

    /// <summary>Bytes in front of an entry's data that belong to it.</summary>
    private static int FrontOf(Burst burst, int i) => burst.Descriptors[i].HasVnetHeader ? SlotFlags.VnetHeaderLength : 0;

    private bool TryCopy(NetmapSlot* slot, Burst burst, int i)
    {
        uint index = Volatile.Read(ref slot->BufIdx);
        int length = burst.Descriptors[i].Len;
        if (!_limits.IsUsable(index))
        {
            return false;
        }

        byte* to = _driver.Region.BufferAddress(index) + _limits.DataOffset;
        int front = FrontOf(burst, i);
        Buffer.MemoryCopy(burst.Pointer(i) - front, to - front, length + front, length + front);
        slot->Ptr = _limits.DataOffset;
        slot->Len = (ushort)length;
        slot->Flags = burst.Descriptors[i].Flags;
        return true;
    }

    private void Account(Burst burst, int slots, int packets, long bytes)
    {
        uint head = RingIndex.Advance(_driver.Head, (uint)slots, _driver.NumSlots);
        _driver.Head = head;
        _driver.Cur = head;
        burst.Resume += slots;
        _state.Put(slots, packets, bytes);
    }

    private bool DropOverlong(Burst burst)
    {
        if (burst.NextPacket(burst.Resume) - burst.Resume < _driver.NumSlots)
        {
            return false;
        }

        burst.Resume = burst.NextPacket(burst.Resume);
        _state.Books.Drop(DropReasons.TooManyFragments, 1);
        return true;
    }

    /// <summary>The slot at head is impossible in the middle of a packet: its other slots are lost as well, and it with them.</summary>
    private RingFaultException Fault(Burst burst, int next)
    {
        burst.Resume = next;
        _state.Books.Drop(DropReasons.RingReset, 1);
        return Fault();
    }

    private RingFaultException Fault()
    {
        uint slot = _driver.Head;
        RingFaultException fault =
            _driver.Fail($"slot {slot} names buffer {_driver.Ring[slot].BufIdx}, the region has 2 to {_driver.Region.BufferCount - 1}");
        _state.Lose(slot);
        return fault;
    }

    /// <summary>The last packet boundary at or before <paramref name="end"/>.</summary>
    private static int WholePackets(Burst burst, int start, int end)
    {
        while (end > start && burst.Descriptors[end - 1].MoreFrag)
        {
            end--;
        }

        return end;
    }
}
