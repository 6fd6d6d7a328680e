using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

public sealed unsafe class PipeTests
{
    [Fact]
    public void Ten_sent_and_seven_read_leaves_three_and_one_more_than_free_does_not_fit()
    {
        using var test = new TestHost();
        RingDriver tx = test.Tx("p{1");
        RingDriver rx = test.Rx("p}1");
        for (ulong i = 0; i < 10; i++)
        {
            tx.PutNumber(i);
        }

        tx.Sync();
        rx.Sync();
        Assert.Equal(10u, rx.Available);
        for (ulong i = 0; i < 7; i++)
        {
            Assert.Equal(i, rx.TakeNumber());
        }

        rx.Sync();
        Assert.Equal(3u, rx.Available);
        tx.SyncNow();
        Assert.Equal(1023u - 3, tx.Available);
        for (ulong i = 10; i < 10 + 1020; i++)
        {
            tx.PutNumber(i);
        }

        tx.SyncNow();
        Assert.Equal(0u, tx.Available);
        Assert.True(tx.TxPending);
        rx.SyncNow();
        Assert.Equal(1023u, rx.Available);
        for (ulong i = 7; i < 1030; i++)
        {
            Assert.Equal(i, rx.TakeNumber());
        }

        rx.Sync();
        Assert.False(tx.TxPending);
    }

    [Fact]
    public void Both_directions_and_all_rings_are_separate()
    {
        using var test = new TestHost(buffers: 16384);
        var options = new PortOptions { TxRings = 3, RxRings = 2 };
        HostPort master = test.Host.Open("p{x", options);
        HostPort slave = test.Host.Open("p}x");
        Assert.Equal((3, 2, 2, 3), (master.Tx.Count, master.Rx.Count, slave.Tx.Count, slave.Rx.Count));
        foreach ((HostPort from, HostPort to) in new[] { (master, slave), (slave, master) })
        {
            for (int ring = 0; ring < from.Tx.Count; ring++)
            {
                RingDriver tx = test.Host.CallDriver(from.Tx[ring]);
                tx.PutNumber((ulong)(100 + ring));
                tx.Sync();
            }

            for (int ring = 0; ring < to.Rx.Count; ring++)
            {
                RingDriver rx = test.Host.CallDriver(to.Rx[ring]);
                rx.Sync();
                Assert.Equal(1u, rx.Available);
                Assert.Equal((ulong)(100 + ring), rx.TakeNumber());
            }
        }
    }

    [Fact]
    public void What_was_sent_before_the_other_end_opened_is_kept_and_outlives_one_close()
    {
        using var test = new TestHost();
        uint free = test.Region.FreeBufferCount;
        HostPort master = test.Host.Open("p{1");
        RingDriver tx = test.Host.CallDriver(master.Tx[0]);
        tx.PutNumber(42);
        tx.Sync();
        HostPort slave = test.Host.Open("p}1");
        master.Dispose();
        RingDriver rx = test.Host.CallDriver(slave.Rx[0]);
        rx.Sync();
        Assert.Equal(42u, rx.TakeNumber());
        rx.Sync();
        Assert.Same(master, test.Host.Open("p{1"));
        master.Dispose();
        slave.Dispose();
        Assert.Equal(free, test.Region.FreeBufferCount);
        Assert.NotSame(master, test.Host.Open("p{1"));
    }

    [Fact]
    public void A_packet_crosses_only_when_complete()
    {
        using var test = new TestHost();
        RingDriver tx = test.Tx("p{1");
        RingDriver rx = test.Rx("p}1");
        tx.PutNumber(1);
        tx.PutNumber(2, SlotFlags.MoreFrag);
        tx.PutNumber(3, SlotFlags.MoreFrag);
        tx.Sync();
        rx.Sync();
        Assert.Equal(1u, rx.Available);
        tx.PutNumber(4);
        tx.Sync();
        rx.SyncNow();
        Assert.Equal(4u, rx.Available);
        Assert.Equal(1ul, rx.TakeNumber());
        rx.Take(out ushort first);
        rx.Take(out ushort second);
        rx.Take(out ushort last);
        Assert.Equal((SlotFlags.MoreFrag, SlotFlags.MoreFrag, 0), (first, second, last));
    }

    [Fact]
    public void A_chain_longer_than_a_packet_may_be_is_a_fault_and_the_ring_goes_on()
    {
        using var test = new TestHost();
        RingDriver tx = test.Tx("p{1");
        RingDriver rx = test.Rx("p}1");
        for (int i = 0; i <= HostLimits.MaxFragments; i++)
        {
            tx.PutNumber(0, SlotFlags.MoreFrag);
        }

        RingFaultException fault = Assert.Throws<RingFaultException>(tx.Sync);
        Assert.Contains("more than 64 slots", fault.Message, StringComparison.Ordinal);
        Assert.Equal((65u, 2u), (fault.SlotsLost, tx.Generation));
        tx.PutNumber(7);
        tx.Sync();
        rx.Sync();
        Assert.Equal(7ul, rx.TakeNumber());
    }

    [Fact]
    public void Buffers_that_the_receiver_swapped_in_travel_back()
    {
        using var test = new TestHost();
        RingDriver tx = test.Tx("p{1");
        RingDriver rx = test.Rx("p}1");
        Span<uint> spare = [0];
        test.Region.AllocateBuffers(spare);
        tx.PutNumber(1);
        uint sent = tx.Ring[0].BufIdx;
        tx.Sync();
        rx.Sync();
        Assert.Equal(sent, rx.Ring[0].BufIdx);
        rx.Ring.Slots[0].BufIdx = spare[0];
        rx.Ring.Slots[0].Flags |= SlotFlags.BufChanged;
        rx.Head = rx.Cur = 1;
        rx.Sync();
        Assert.Equal(spare[0], tx.Ring[0].BufIdx);
        Assert.Equal(SlotFlags.BufChanged, tx.Ring[0].Flags);
        Span<uint> taken = [sent];
        test.Region.FreeBuffers(taken);
    }

    [Fact]
    public void Validation_passes_whole_packets_up_to_an_impossible_slot_and_repairs_it()
    {
        using var test = new TestHost();
        RingDriver tx = test.Tx("p{1", options: new PortOptions { ValidateSlots = true });
        RingDriver rx = test.Rx("p}1");
        tx.PutNumber(1);
        tx.PutNumber(2, SlotFlags.MoreFrag);
        tx.PutNumber(3);
        uint lost = tx.Ring[2].BufIdx;
        tx.Ring.Slots[2].BufIdx = 1;
        RingFaultException fault = Assert.Throws<RingFaultException>(tx.Sync);
        Assert.Contains("slot 2 names buffer 1", fault.Message, StringComparison.Ordinal);
        rx.Sync();
        Assert.Equal(1u, rx.Available);
        Assert.Equal((1u, 2u), (tx.Head, fault.SlotsLost));
        Assert.True(test.Region.IsUsableBuffer(tx.Ring[2].BufIdx));
        Assert.Empty(BufferAudit.Check(test.Region, test.Host.Ports, [lost]));
    }

    [Theory]
    [InlineData(2000, 128ul, true)]
    [InlineData(1984, 128ul, false)]
    [InlineData(60, 65535ul, true)]
    [InlineData(2112, 0ul, false)]
    public void Validation_judges_offset_and_length(int length, ulong offset, bool isFault)
    {
        using var test = new TestHost();
        RingDriver tx = test.Tx("p{1", options: new PortOptions { ValidateSlots = true });
        tx.PutNumber(1);
        tx.Ring.Slots[0].Len = (ushort)length;
        tx.Ring.Slots[0].Ptr = offset;
        Assert.Equal(isFault, Record.Exception(tx.Sync) is RingFaultException);
    }

    [Fact]
    public void Every_buffer_is_in_one_place_after_random_traffic()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        using var test = new TestHost(buffers: 16384);
        RingDriver[] tx = [test.Tx("p{1", options: new PortOptions { Slots = 50 }), test.Tx("p}1"), test.Tx("vale0:a"), test.Tx("vale0:b")];
        RingDriver[] rx = [test.Rx("p}1"), test.Rx("p{1"), test.Rx("vale0:a"), test.Rx("vale0:b")];
        uint[] spares = new uint[32];
        test.Region.AllocateBuffers(spares);
        for (int i = 0; i < 20_000; i++)
        {
            RingDriver ring = (random.Next(2) == 0 ? tx : rx)[random.Next(4)];
            for (uint move = (uint)random.Next((int)ring.Available + 1); move > 0; move--)
            {
                ref uint spare = ref spares[random.Next(spares.Length)];
                ref NetmapSlot slot = ref ring.Ring.Slots[ring.Head];
                (slot.BufIdx, spare) = (spare, slot.BufIdx);
                slot.Len = (ushort)random.Next(0, 200);
                slot.Flags = (ushort)(random.Next(8) == 0 ? SlotFlags.MoreFrag : 0);
                ring.Head = ring.Cur = RingIndex.Next(ring.Head, ring.NumSlots);
            }

            try
            {
                ring.SyncNow();
            }
            catch (RingFaultException fault)
            {
                Assert.Contains("more than 64 slots", fault.Message, StringComparison.Ordinal);
            }

            if (random.Next(500) == 0)
            {
                ring.Reset();
            }
        }

        IReadOnlyList<string> faults = BufferAudit.Check(test.Region, test.Host.Ports, spares);
        Assert.True(faults.Count == 0, $"seed {seed}: {string.Join("; ", faults.Take(3))}");
    }
}
