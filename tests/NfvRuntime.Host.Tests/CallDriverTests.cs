namespace NfvRuntime.Host.Tests;

public sealed unsafe class CallDriverTests
{
    [Theory]
    [InlineData(5u, 1024u)]
    [InlineData(uint.MaxValue, 0u)]
    [InlineData(1024u, 1024u)]
    [InlineData(5u, 4u)]
    [InlineData(1023u, 1023u, true)]
    [InlineData(0u, 1023u, true)]
    public void Impossible_head_and_cur_reset_a_tx_ring_which_goes_on(uint head, uint cur, bool legal = false)
    {
        using var test = new TestHost();
        RingDriver tx = test.Tx("p{1");
        RingDriver rx = test.Rx("p}1");
        (tx.Head, tx.Cur) = (head, cur);
        if (legal)
        {
            tx.Sync();
            return;
        }

        RingFaultException fault = Assert.Throws<RingFaultException>(tx.Sync);
        Assert.Equal(("p{1", true, 0), (fault.Port, fault.IsTx, fault.Ring));
        Assert.Equal((0u, 0u, 1023u, 2u), (tx.Head, tx.Cur, tx.Tail, tx.Generation));
        tx.PutNumber(9);
        tx.Sync();
        rx.Sync();
        Assert.Equal(9ul, rx.TakeNumber());
    }

    [Fact]
    public void An_impossible_head_on_an_rx_ring_skips_what_it_held_and_the_pipe_goes_on()
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
        rx.Head = rx.Cur = 11;
        RingFaultException fault = Assert.Throws<RingFaultException>(rx.Sync);
        Assert.Equal((10u, false), (fault.SlotsLost, fault.IsTx));
        Assert.Equal(0u, rx.Available);
        rx.Sync();
        Assert.False(tx.TxPending);
        tx.PutNumber(77);
        tx.Sync();
        rx.Sync();
        Assert.Equal(77ul, rx.TakeNumber());
        Assert.Empty(BufferAudit.Check(test.Region, test.Host.Ports, []));
    }

    [Fact]
    public void A_scribbled_shared_head_is_noticed_by_its_owner_and_only_there()
    {
        using var test = new TestHost();
        RingDriver tx = test.Tx("p{1");
        RingDriver other = test.Tx("q{1");
        tx.Ring.Pointer->Head = 500;
        other.PutNumber(1);
        other.Sync();
        RingFaultException fault = Assert.Throws<RingFaultException>(tx.Sync);
        Assert.Contains("head 500", fault.Message, StringComparison.Ordinal);
        tx.PutNumber(1);
        tx.Sync();
        Assert.Equal(1u, tx.Ring.Head);
    }

    [Fact]
    public void A_scribbled_tail_is_written_anew()
    {
        using var test = new TestHost();
        RingDriver tx = test.Tx("p{1");
        tx.Ring.Pointer->Tail = 7;
        tx.Sync();
        Assert.Equal((1023u, 1023u), (tx.Ring.Tail, tx.Tail));
    }

    [Fact]
    public void A_reset_gives_slots_without_a_usable_buffer_a_fresh_one()
    {
        using var test = new TestHost();
        RingDriver tx = test.Tx("p{1");
        tx.Ring.Slots[5].BufIdx = uint.MaxValue;
        RingFaultException fault = tx.Fail("slot 5 names buffer 4294967295");
        Assert.Contains("p{1: tx ring 0: slot 5 names buffer 4294967295; the ring was reset", fault.Message, StringComparison.Ordinal);
        Assert.True(test.Region.IsUsableBuffer(tx.Ring[5].BufIdx));
        Kring kring = ((CallRingDriver)tx).Kring;
        Assert.Equal((1ul, 1ul), (kring.Counters.Faults, kring.Counters.Resets));
        tx.Reset();
        Assert.Equal((1ul, 2ul), (kring.Counters.Faults, kring.Counters.Resets));
    }

    [Fact]
    public void Arming_an_rx_ring_sees_what_came_before_and_is_kicked_once_by_what_comes_after()
    {
        using var test = new TestHost();
        RingDriver tx = test.Tx("p{1");
        RingDriver rx = test.Rx("p}1");
        tx.PutNumber(1);
        tx.Sync();
        Assert.True(rx.Arm());
        rx.Sync();
        rx.TakeNumber();
        Assert.False(rx.Arm());
        Assert.False(Readable.Now(rx.WakeDescriptor));
        tx.PutNumber(2);
        tx.Sync();
        tx.PutNumber(3);
        tx.Sync();
        Assert.True(Readable.Now(rx.WakeDescriptor));
        rx.Disarm();
        rx.Drain();
        Assert.False(Readable.Now(rx.WakeDescriptor));
        RingCounters counters = ((CallRingDriver)tx).Kring.Counters;
        Assert.Equal((1ul, 2ul), (counters.KicksSent, counters.KicksSuppressed));
    }

    [Fact]
    public void Arming_a_tx_ring_waits_for_room_only_when_there_is_none()
    {
        using var test = new TestHost();
        RingDriver tx = test.Tx("p{1");
        RingDriver rx = test.Rx("p}1");
        Assert.False(tx.Arm());
        while (tx.Available > 0)
        {
            tx.PutNumber(1);
        }

        tx.Sync();
        Assert.False(tx.Arm());
        rx.Sync();
        rx.TakeNumber();
        Assert.False(Readable.Now(tx.WakeDescriptor));
        rx.Sync();
        Assert.True(Readable.Now(tx.WakeDescriptor));
        Assert.True(tx.Arm());
        tx.Sync();
        Assert.Equal(1u, tx.Available);
    }

    [Fact]
    public void There_is_one_driver_per_ring_whose_indices_outlive_its_user()
    {
        using var test = new TestHost();
        RingDriver tx = test.Tx("p{1");
        tx.PutNumber(1);
        Assert.Same(tx, test.Tx("p{1"));
        Assert.Equal(1u, test.Tx("p{1").Head);
    }

    [Fact]
    public void A_null_port_has_rings_and_moves_nothing()
    {
        using var test = new TestHost();
        NullPort port = test.Host.OpenNull("spare", new PortOptions { TxRings = 2, RxRings = 1, Slots = 16 });
        Assert.Equal((2, 1), (port.Tx.Count, port.Rx.Count));
        RingDriver tx = test.Host.CallDriver(port.Tx[1]);
        tx.PutNumber(1);
        tx.Sync();
        RingDriver rx = test.Host.CallDriver(port.Rx[0]);
        rx.Sync();
        Assert.Equal((0u, -1, 14u, false), (rx.Available, rx.WakeDescriptor, tx.Available, tx.TxPending));
    }
}
