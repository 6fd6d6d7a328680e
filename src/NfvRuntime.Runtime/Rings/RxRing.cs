using System.Diagnostics;
using NfvRuntime.Actors.Islands;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>
/// The actor that owns a receive ring: each turn it syncs once, swaps received buffers against those of a burst that is home, and sends
/// the burst into the chain. It takes no more than its credits allow, so a chain that cannot go on leaves the packets in the ring.
/// </summary>
internal sealed unsafe class RxRing : UntypedActor, IPolled
{
    private readonly RxRingState _state;
    private readonly RingDriver _driver;
    private readonly BurstPool _pool;
    private readonly SlotLimits _limits;

    public RxRing(RxRingState state)
    {
        _state = state;
        _driver = state.Driver;
        _pool = state.Pool;
        _limits = SlotLimits.Of(_driver.Region, DataOffsetOf(_driver));
    }

    public int WakeDescriptor => _driver.WakeDescriptor;

    public long NextDue => _state.IsIdle ? 0 : _driver.NextDue;

    public bool Poll()
    {
        if (_state.IsIdle)
        {
            if (_driver.IsCalled)
            {
                Sync(); // it takes nothing, but others wait for its answer
            }

            return false;
        }

        Sync();
        uint available = _driver.Available;
        if (available == 0 || _pool.Available == 0)
        {
            _state.Books.Block(available != 0);
            return false;
        }

        _state.Books.Block(false);
        long now = Stopwatch.GetTimestamp();
        int budget = _state.Budget;
        bool moved = false;
        while (budget > 0 && _driver.Available > 0 && _pool.Take() is { } burst)
        {
            burst.Timestamp = now;
            int taken = Fill(burst);
            if (taken == 0)
            {
                burst.GoHome();
                if (!SkipOverlong())
                {
                    break;
                }

                moved = true;
                continue;
            }

            moved = true;
            budget -= taken;
            Send(burst);
        }

        return moved;
    }

    public bool Arm() => !_state.IsIdle && _pool.Available > 0 && _driver.Arm();

    public void Disarm() => _driver.Disarm();

    public void OnWake() => _driver.Drain();

    protected override void PreStart()
    {
        if (_state.Edge != Edge.End)
        {
            _state.Edge.Attach(Self, Island.Current!);
        }

        _pool.Owner = Self;
        _pool.Island = Island.Current;
        Context.Island().Poll(this);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case HomingBurst homing:
                homing.Land();
                break;
            case CreditReturned:
                break; // the next poll sees it
            case StopReading:
                _state.Stopped = true;
                break;
            case StartReading:
                _state.Stopped = false;
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    internal static ushort DataOffsetOf(RingDriver driver) =>
        driver.Ring.Pointer->OffsetMask == 0 ? (ushort)0 : (ushort)Region.DefaultHeadroom;

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
                LosePackets(fault.SlotsLost); // its indices begin anew, and say nothing of what was there
            }
            else
            {
                Lose(head);
            }

            throw;
        }
    }

    /// <summary>Swaps received packets into a burst, whole packets only.</summary>
    /// <returns>Entries taken.</returns>
    private int Fill(Burst burst)
    {
        int count = 0;
        ushort flags = 0;
        long bytes = 0;
        SlotRefusal refusal = SlotRefusal.None;
        while (count < burst.Capacity && _driver.Available > 0 && refusal == SlotRefusal.None)
        {
            uint head = _driver.Head;
            int run = (int)Math.Min(Math.Min((uint)(burst.Capacity - count), _driver.Available), _driver.NumSlots - head);
            NetmapSlot* slots = _driver.Ring.Slots + head;
            SlotExchange.Receive(slots, burst.Descriptors + count, run, _limits, out ExchangeTotals totals);
            count += totals.Slots;
            flags |= totals.Flags;
            bytes += totals.Bytes;
            refusal = totals.Refusal;
            if (refusal == SlotRefusal.UnusualOffset)
            {
                refusal = SlotExchange.ReceiveOne(slots + totals.Slots, burst.Descriptors + count, _limits, out ushort offset);
                if (refusal == SlotRefusal.None)
                {
                    burst.SetDataOffset(count, offset);
                    flags |= burst.Descriptors[count].Flags;
                    bytes += burst.Descriptors[count].Len;
                    count++;
                    totals.Slots++;
                }
            }

            Advance((uint)totals.Slots);
        }

        if ((flags & SlotFlags.VnetHeader) != 0 && !_driver.BringsVnetHeaders)
        {
            Strip(burst, count);
        }

        uint refused = _driver.Head;
        burst.Count = count;
        burst.HasFragments = (flags & SlotFlags.MoreFrag) != 0;
        if (burst.HasFragments && count > 0 && burst.Descriptors[count - 1].MoreFrag)
        {
            bytes -= PutBackIncomplete(burst);
        }

        burst.Bytes = bytes;
        _state.Books.Bytes.Add((ulong)bytes);
        if (refusal != SlotRefusal.None)
        {
            Fault(burst, refusal, refused);
        }

        return burst.Count;
    }

    /// <summary>A port that brings no virtio-net headers, but says so of packets, is not believed.</summary>
    private static void Strip(Burst burst, int count)
    {
        for (int i = 0; i < count; i++)
        {
            burst.Descriptors[i].Flags &= SlotFlags.MoreFrag;
        }
    }

    private void Send(Burst burst)
    {
        _state.Books.Packets.Add((ulong)burst.PacketCount);
        if (_state.Edge == Edge.End)
        {
            _state.Books.Drop(DropReasons.PathDrop, burst.PacketCount);
            burst.GoHome();
            return;
        }

        _state.Edge.Send(burst);
    }

    private void Advance(uint slots)
    {
        uint head = RingIndex.Advance(_driver.Head, slots, _driver.NumSlots);
        _driver.Head = head;
        _driver.Cur = head;
    }

    /// <summary>The last packet of the burst is not complete: its slots get their buffers back.</summary>
    /// <returns>The bytes put back.</returns>
    private long PutBackIncomplete(Burst burst)
    {
        long bytes = 0;
        int from = burst.Count;
        while (from > 0 && burst.Descriptors[from - 1].MoreFrag)
        {
            from--;
        }

        uint n = _driver.NumSlots;
        uint head = RingIndex.Advance(_driver.Head, n - (uint)(burst.Count - from), n);
        uint slot = head;
        for (int i = from; i < burst.Count; i++)
        {
            bytes += burst.Descriptors[i].Len;
            SlotExchange.TransmitOne(_driver.Ring.Slots + slot, burst.Descriptors + i, burst.DataOffsets[i], _limits);
            slot = RingIndex.Next(slot, n);
        }

        _driver.Head = head;
        _driver.Cur = head;
        burst.Count = from;
        return bytes;
    }

    /// <summary>If the packet at head has more slots than a burst holds, drops it; an incomplete one is left until the rest arrives.</summary>
    /// <returns>True if a packet was dropped.</returns>
    private bool SkipOverlong()
    {
        uint n = _driver.NumSlots;
        uint available = _driver.Available;
        uint at = _driver.Head;
        uint slots = 0;
        while (slots < available)
        {
            ushort flags = Volatile.Read(ref _driver.Ring[at].Flags);
            slots++;
            at = RingIndex.Next(at, n);
            if ((flags & SlotFlags.MoreFrag) == 0)
            {
                Advance(slots);
                _state.Books.Packets.Add(1);
                _state.Books.Drop(DropReasons.TooManyFragments, 1);
                return true;
            }
        }

        if (available == n - 1)
        {
            throw Fail($"a packet fills all {available} slots and does not end");
        }

        _driver.Cur = _driver.Tail; // there is nothing to do before more arrives
        return false;
    }

    /// <summary>A slot is impossible: what was taken before it goes on, the rest of the ring is lost.</summary>
    private void Fault(Burst burst, SlotRefusal refusal, uint refused)
    {
        NetmapSlot slot = _driver.Ring[refused];
        string what = refusal == SlotRefusal.BufferIndex
            ? $"slot {refused} names buffer {slot.BufIdx}, the region has 2 to {_driver.Region.BufferCount - 1}"
            : $"slot {refused} has {slot.Len} bytes from offset {slot.Ptr & 0xFFFF}, a buffer has {_driver.Region.BufferSize}";
        if (burst.Count > 0)
        {
            Send(burst);
        }
        else
        {
            burst.GoHome();
        }

        throw Fail(what);
    }

    private RingFaultException Fail(string what)
    {
        uint head = _driver.Head;
        RingFaultException fault = _driver.Fail(what);
        Lose(head);
        return fault;
    }

    /// <summary>The ring was reset: what stood between the old head and the new one came in and is lost.</summary>
    private void Lose(uint head)
    {
        uint slots = RingIndex.Space(head, _driver.Head, _driver.NumSlots);
        long packets = RingContents.CountPackets(_driver, head, slots);
        if (slots > 0 && (_driver.Ring[RingIndex.Previous(_driver.Head, _driver.NumSlots)].Flags & SlotFlags.MoreFrag) != 0)
        {
            packets++; // one without an end
        }

        LosePackets(packets);
    }

    private void LosePackets(long packets)
    {
        _state.Books.Packets.Add((ulong)packets);
        _state.Books.Drop(DropReasons.RingReset, packets);
    }
}
