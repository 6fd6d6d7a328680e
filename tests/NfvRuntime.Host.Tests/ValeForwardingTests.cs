using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

public sealed unsafe class ValeForwardingTests
{
    private static readonly string Stranger = TestSwitch.Mac(99);

    [Fact]
    public void A_frame_of_one_slot_arrives_with_flags_0x0100_as_a_copy_at_the_headroom()
    {
        using var sw = new TestSwitch(2, new PointToPointLookup());
        byte[] frame = RingMoves.Frame(Stranger, TestSwitch.Mac(0), 60, 0xAB);
        RingDriver tx = sw.Tx[0][0];
        RingDriver rx = sw.Rx[1][0];
        uint mine = tx.Ring[0].BufIdx;
        uint theirs = rx.Ring[0].BufIdx;
        tx.Put(frame);
        tx.Sync();
        rx.Sync();
        NetmapSlot slot = rx.Ring[0];
        Assert.Equal((theirs, (ushort)60, (ushort)0x0100, 128ul), (slot.BufIdx, slot.Len, slot.Flags, slot.Ptr));
        Assert.Equal(mine, tx.Ring[0].BufIdx);
        Assert.Equal(frame, rx.Take());
        Assert.Equal(127u, tx.Available);
    }

    [Fact]
    public void The_rest_of_the_last_line_is_cleared_and_nothing_beyond_it_written()
    {
        using var sw = new TestSwitch(2, new PointToPointLookup());
        RingDriver tx = sw.Tx[0][0];
        RingDriver rx = sw.Rx[1][0];
        foreach (int length in (int[])[14, 59, 60, 63, 64, 65, 127, 128, 200, 1023, 1024, 1025, 1514, 1984])
        {
            tx.SyncNow();
            byte* source = Buffer(tx, tx.Head);
            byte* destination = Buffer(rx, rx.Tail);
            new Span<byte>(source, 2112).Fill(0x55);
            new Span<byte>(destination, 2112).Fill(0x99);
            ref NetmapSlot slot = ref tx.Ring.Slots[tx.Head];
            slot.Len = (ushort)length;
            slot.Flags = 0;
            tx.Head = tx.Cur = RingIndex.Next(tx.Head, tx.NumSlots);
            tx.Sync();
            rx.SyncNow();
            byte[] expected = new byte[2112];
            Array.Fill(expected, (byte)0x99);
            Array.Fill(expected, (byte)0x55, 128, length);
            Array.Clear(expected, 128 + length, ((length + 63) & ~63) - length);
            Assert.Equal(expected, new Span<byte>(destination, 2112).ToArray());
            rx.Take();
            rx.Sync();
        }
    }

    [Fact]
    public void A_frame_too_long_for_the_room_behind_the_headroom_is_placed_further_in_front()
    {
        using var sw = new TestSwitch(2, new PointToPointLookup());
        RingDriver tx = sw.Tx[0][0];
        ref NetmapSlot slot = ref tx.Ring.Slots[0];
        byte* data = sw.Region.BufferAddress(slot.BufIdx);
        for (int i = 0; i < 2100; i++)
        {
            data[12 + i] = (byte)i;
        }

        slot.Ptr = 12;
        slot.Len = 2100;
        tx.Head = tx.Cur = 1;
        tx.Sync();
        RingDriver rx = sw.Rx[1][0];
        rx.Sync();
        Assert.Equal(12ul, rx.Ring[0].Ptr);
        Assert.Equal(new Span<byte>(data + 12, 2100).ToArray(), rx.Take());
    }

    [Fact]
    public void Fragments_carry_the_count_and_all_but_the_last_say_more()
    {
        using var sw = new TestSwitch(2, new PointToPointLookup());
        RingDriver tx = sw.Tx[0][0];
        tx.PutNumber(1, SlotFlags.MoreFrag);
        tx.PutNumber(2, SlotFlags.MoreFrag);
        tx.PutNumber(3);
        tx.PutNumber(4);
        tx.Sync();
        RingDriver rx = sw.Rx[1][0];
        rx.Sync();
        ushort[] flags = [.. Enumerable.Range(0, 4).Select(_ => { rx.Take(out ushort f); return f; })];
        Assert.Equal([0x0320, 0x0320, 0x0300, 0x0100], flags);
    }

    [Fact]
    public void A_packet_cut_off_by_the_end_of_what_was_handed_over_is_sent_cut()
    {
        using var sw = new TestSwitch(2, new PointToPointLookup());
        sw.Tx[0][0].PutNumber(1, SlotFlags.MoreFrag);
        sw.Tx[0][0].Sync();
        sw.Rx[1][0].Sync();
        sw.Rx[1][0].Take(out ushort flags);
        Assert.Equal(0x0100, flags);
    }

    [Fact]
    public void What_does_not_fit_is_dropped_and_counted_in_whole_packets_while_the_sender_goes_on()
    {
        using var sw = new TestSwitch(2, new PointToPointLookup(), new PortOptions { Slots = 8 });
        RingDriver tx = sw.Tx[0][0];
        for (int i = 0; i < 6; i++)
        {
            tx.PutNumber((ulong)i);
        }

        tx.Sync();
        tx.PutNumber(100, SlotFlags.MoreFrag);
        tx.PutNumber(101);
        tx.PutNumber(102);
        tx.Sync();
        Assert.Equal(7u, tx.Available);
        Assert.Equal(2ul, sw.Ports[0].DropCount(ValeDropReason.DestinationFull));
        RingDriver rx = sw.Rx[1][0];
        rx.Sync();
        Assert.Equal(6u, rx.Available);
        Assert.Equal([0ul, 1, 2, 3, 4, 5], Enumerable.Range(0, 6).Select(_ => rx.TakeNumber()));
        rx.Sync();
        tx.PutNumber(7);
        tx.Sync();
        rx.Sync();
        Assert.Equal(7ul, rx.TakeNumber());
    }

    [Fact]
    public void Malformed_packets_are_dropped_by_cause_and_the_others_pass()
    {
        using var sw = new TestSwitch(2, new PointToPointLookup());
        RingDriver tx = sw.Tx[0][0];
        NetmapSlot* slots = tx.Ring.Slots;
        for (int i = 0; i < 6; i++)
        {
            tx.PutNumber((ulong)i);
        }

        uint whole = slots[1].BufIdx;
        slots[0].Len = 13;
        slots[1].BufIdx = sw.Region.BufferCount;
        slots[2].Ptr = 60000;
        slots[3].Len = 1985;
        slots[4].Flags = SlotFlags.Indirect;
        tx.Sync();
        slots[1].BufIdx = whole;
        for (int i = 0; i < 65; i++)
        {
            tx.PutNumber(0, i < 64 ? SlotFlags.MoreFrag : (ushort)0);
        }

        tx.PutNumber(6);
        tx.Sync();
        RingDriver rx = sw.Rx[1][0];
        rx.Sync();
        Assert.Equal([5ul, 6ul], [rx.TakeNumber(), rx.TakeNumber()]);
        Assert.Equal(0u, rx.Available);
        ValeDrops drops = sw.Ports[0].Drops(0);
        Assert.Equal((1ul, 4ul, 1ul, 6ul),
            (drops[ValeDropReason.TooShort], drops[ValeDropReason.BadSlot], drops[ValeDropReason.TooManyFragments], drops.Total));
    }

    [Fact]
    public void A_chain_of_64_slots_passes()
    {
        using var sw = new TestSwitch(2, new PointToPointLookup());
        for (int i = 0; i < 64; i++)
        {
            sw.Tx[0][0].PutNumber((ulong)i, i < 63 ? SlotFlags.MoreFrag : (ushort)0);
        }

        sw.Tx[0][0].Sync();
        sw.Rx[1][0].Sync();
        Assert.Equal(64u, sw.Rx[1][0].Available);
        sw.Rx[1][0].Take(out ushort flags);
        Assert.Equal((64 << 8) | SlotFlags.MoreFrag, flags);
    }

    [Fact]
    public void A_receivers_slot_without_a_usable_buffer_gets_length_0_and_nobody_elses_memory_is_written()
    {
        using var sw = new TestSwitch(2, new PointToPointLookup());
        sw.Rx[1][0].Ring.Slots[0].BufIdx = uint.MaxValue;
        sw.Send(0, Stranger, fill: 1);
        sw.Send(0, Stranger, fill: 2);
        RingDriver rx = sw.Rx[1][0];
        rx.Sync();
        Assert.Equal(0, rx.Ring[0].Len);
        rx.Head = rx.Cur = 1;
        Assert.Equal(2, rx.Take()[^1]);
    }

    [Fact]
    public void Unicast_goes_to_the_ring_of_the_senders_number_and_broadcast_to_ring_0()
    {
        using var sw = new TestSwitch(2, options: new PortOptions { Slots = 64, TxRings = 5, RxRings = 3 });
        sw.Send(1, TestSwitch.Everybody, fill: 9, ring: 2);
        Assert.Equal([9], sw.Received(0, ring: 0));
        for (byte ring = 0; ring < 5; ring++)
        {
            sw.Send(0, TestSwitch.Mac(1), fill: (byte)(10 + ring), ring: ring);
        }

        Assert.Equal([10, 13], sw.Received(1, ring: 0));
        Assert.Equal([11, 14], sw.Received(1, ring: 1));
        Assert.Equal([12], sw.Received(1, ring: 2));
    }

    [Fact]
    public void Broadcast_and_unicast_of_one_batch_arrive_in_order()
    {
        using var sw = new TestSwitch(3);
        sw.Send(1, TestSwitch.Everybody);
        sw.Send(2, TestSwitch.Everybody);
        sw.Received(0);
        sw.Received(1);
        sw.Received(2);
        string[] to = [TestSwitch.Mac(1), TestSwitch.Everybody, TestSwitch.Mac(2), TestSwitch.Mac(1), Stranger, TestSwitch.Mac(1)];
        for (int i = 0; i < to.Length; i++)
        {
            sw.Tx[0][0].Put(RingMoves.Frame(to[i], TestSwitch.Mac(0), 60, (byte)i));
        }

        sw.Tx[0][0].Sync();
        Assert.Equal([0, 1, 3, 4, 5], sw.Received(1));
        Assert.Equal([1, 2, 4], sw.Received(2));
    }

    [Fact]
    public void A_handover_larger_than_a_batch_is_forwarded_whole()
    {
        using var sw = new TestSwitch(2, new PointToPointLookup(), new PortOptions { Slots = 4096 });
        RingDriver tx = sw.Tx[0][0];
        for (ulong i = 0; i < 4095; i++)
        {
            tx.PutNumber(i, i % 5 < 2 ? SlotFlags.MoreFrag : (ushort)0);
        }

        tx.Sync();
        RingDriver rx = sw.Rx[1][0];
        rx.Sync();
        Assert.Equal(4095u, rx.Available);
        for (ulong i = 0; i < 4095; i++)
        {
            Assert.Equal(i, rx.TakeNumber());
        }
    }

    private static byte* Buffer(RingDriver ring, uint at) => ring.Region.BufferAddress(ring.Ring[at].BufIdx);
}
