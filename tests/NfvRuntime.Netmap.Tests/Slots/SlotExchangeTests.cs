namespace NfvRuntime.Netmap.Tests.Slots;

public sealed unsafe class SlotExchangeTests : IDisposable
{
    private const int Slots = 37; // not a multiple of the vector's four
    private readonly Region _region = Region.Create(RegionLayout.For(1, 1, 64, 200), RegionBacking.Anonymous);
    private readonly NetmapSlot[] _slots = new NetmapSlot[Slots];
    private readonly SlotDescriptor[] _burst = new SlotDescriptor[Slots];
    private readonly SlotLimits _limits;

    public SlotExchangeTests()
    {
        _limits = SlotLimits.Of(_region, Region.DefaultHeadroom);
        for (uint i = 0; i < Slots; i++)
        {
            _slots[i] = new NetmapSlot { BufIdx = 2 + i, Len = (ushort)(60 + i), Flags = (ushort)(0x0100 | (i % 5 == 0 ? SlotFlags.MoreFrag : 0)), Ptr = Region.DefaultHeadroom };
            _burst[i] = new SlotDescriptor { BufIdx = 100 + i, Len = (ushort)(1000 + i), Flags = SlotFlags.MoreFrag };
        }
    }

    public void Dispose() => _region.Dispose();

    [Fact]
    public void Receiving_swaps_every_buffer_and_keeps_length_and_fragment_flag()
    {
        ExchangeTotals totals = Receive(Slots);

        Assert.Equal(Slots, totals.Slots);
        Assert.Equal(SlotRefusal.None, totals.Refusal);
        Assert.Equal(Enumerable.Range(60, Slots).Sum(), totals.Bytes);
        Assert.NotEqual(0, totals.Flags & SlotFlags.MoreFrag);
        for (uint i = 0; i < Slots; i++)
        {
            Assert.Equal((2 + i, (ushort)(60 + i), i % 5 == 0), (_burst[i].BufIdx, _burst[i].Len, _burst[i].MoreFrag));
            Assert.Equal((100 + i, SlotFlags.BufChanged, (ulong)Region.DefaultHeadroom), (_slots[i].BufIdx, _slots[i].Flags, _slots[i].Ptr));
        }
    }

    [Fact]
    public void Transmitting_swaps_every_buffer_and_marks_the_slots_changed()
    {
        ExchangeTotals totals = Transmit(Slots);

        Assert.Equal(Slots, totals.Slots);
        Assert.Equal(Enumerable.Range(1000, Slots).Sum(), totals.Bytes);
        for (uint i = 0; i < Slots; i++)
        {
            Assert.Equal((2 + i, (ushort)0, (ushort)0), (_burst[i].BufIdx, _burst[i].Len, _burst[i].Flags));
            Assert.Equal((100 + i, (ushort)(1000 + i)), (_slots[i].BufIdx, _slots[i].Len));
            Assert.Equal(SlotFlags.BufChanged | SlotFlags.MoreFrag, _slots[i].Flags);
            Assert.Equal((ulong)Region.DefaultHeadroom, _slots[i].Ptr);
        }
    }

    public static TheoryData<int, uint, ushort, ulong, SlotRefusal> HostileSlots()
    {
        var rows = new TheoryData<int, uint, ushort, ulong, SlotRefusal>();
        foreach (int at in (int[])[0, 1, 3, 4, 17, 35, 36])
        {
            rows.Add(at, 0, 60, Region.DefaultHeadroom, SlotRefusal.BufferIndex);
            rows.Add(at, 1, 60, Region.DefaultHeadroom, SlotRefusal.BufferIndex);
            rows.Add(at, 1_000_000, 60, Region.DefaultHeadroom, SlotRefusal.BufferIndex);
            rows.Add(at, uint.MaxValue, 60, Region.DefaultHeadroom, SlotRefusal.BufferIndex);
            rows.Add(at, 5, 1985, Region.DefaultHeadroom, SlotRefusal.Length);
            rows.Add(at, 5, ushort.MaxValue, Region.DefaultHeadroom, SlotRefusal.Length);
            rows.Add(at, 5, 60, 130, SlotRefusal.UnusualOffset);
            rows.Add(at, 5, 60, 2100, SlotRefusal.Length);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(HostileSlots))]
    public void Receiving_stops_before_the_first_slot_that_fails(int at, uint index, ushort length, ulong offset, SlotRefusal refusal)
    {
        _slots[at] = new NetmapSlot { BufIdx = index, Len = length, Ptr = offset };

        ExchangeTotals totals = Receive(Slots);

        Assert.Equal((at, refusal), (totals.Slots, totals.Refusal));
        Assert.Equal(index, _slots[at].BufIdx);
        Assert.Equal(100u + (uint)at, _burst[at].BufIdx);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(36)]
    public void Transmitting_takes_no_buffer_that_the_region_does_not_have(int at)
    {
        _slots[at].BufIdx = _region.BufferCount;

        ExchangeTotals totals = Transmit(Slots);

        Assert.Equal((at, SlotRefusal.BufferIndex), (totals.Slots, totals.Refusal));
        Assert.Equal(100u + (uint)at, _burst[at].BufIdx);
    }

    [Fact]
    public void A_slot_with_an_offset_of_its_own_is_taken_with_it()
    {
        _slots[0].Ptr = 200;
        fixed (NetmapSlot* slots = _slots)
        fixed (SlotDescriptor* burst = _burst)
        {
            Assert.Equal(SlotRefusal.None, SlotExchange.ReceiveOne(slots, burst, _limits, out ushort offset));
            Assert.Equal((200, 2u, 60), (offset, _burst[0].BufIdx, _burst[0].Len));
            Assert.Equal((100u, (ulong)Region.DefaultHeadroom), (_slots[0].BufIdx, _slots[0].Ptr));
            Assert.Equal(SlotRefusal.None, SlotExchange.TransmitOne(slots + 1, burst, 200, _limits));
            Assert.Equal((2u, 60, 200ul), (_slots[1].BufIdx, _slots[1].Len, _slots[1].Ptr));
        }
    }

    [Fact]
    public void Rings_without_offsets_ignore_what_the_pointer_holds()
    {
        _slots[3].Ptr = 0xDEAD_BEEF;
        SlotLimits limits = SlotLimits.Of(_region, 0);
        fixed (NetmapSlot* slots = _slots)
        fixed (SlotDescriptor* burst = _burst)
        {
            SlotExchange.Receive(slots, burst, Slots, limits, out ExchangeTotals totals);
            Assert.Equal(Slots, totals.Slots);
        }
    }

    [Fact]
    public void Exchanging_allocates_nothing()
    {
        Assert.Equal(0, Allocation.Least(() =>
        {
            Receive(Slots);
            Transmit(Slots);
        }));
    }

    private ExchangeTotals Receive(int count)
    {
        fixed (NetmapSlot* slots = _slots)
        fixed (SlotDescriptor* burst = _burst)
        {
            SlotExchange.Receive(slots, burst, count, _limits, out ExchangeTotals totals);
            return totals;
        }
    }

    private ExchangeTotals Transmit(int count)
    {
        fixed (NetmapSlot* slots = _slots)
        fixed (SlotDescriptor* burst = _burst)
        {
            SlotExchange.Transmit(slots, burst, count, _limits, out ExchangeTotals totals);
            return totals;
        }
    }
}
