using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host.Tests;

public sealed unsafe class CsbTests
{
    [Fact]
    public void Packets_cross_a_pipe_whose_ends_are_both_in_csb_mode()
    {
        using var pair = new CsbPair("p{1", "p}1");
        for (ulong i = 0; i < 3000; i++)
        {
            pair.Tx.PutNumber(i);
            pair.Tx.Sync();
            pair.Left.Poll();
            pair.Right.Poll();
            pair.Rx.Sync();
            Assert.Equal(i, pair.Rx.TakeNumber());
            pair.Rx.Sync();
            pair.Right.Poll();
        }

        pair.Left.Poll();
        Assert.False(pair.Tx.TxPending);
        Assert.False(pair.Left.Poll() | pair.Right.Poll());
    }

    [Theory]
    [InlineData(2000u, 2000u)]
    [InlineData(10u, 9u)]
    [InlineData(uint.MaxValue, 0u)]
    public void Impossible_indices_reset_that_ring_tell_its_owner_and_leave_others_alone(uint head, uint cur)
    {
        using var pair = new CsbPair("p{1", "p}1", new PortOptions { TxRings = 2, RxRings = 1 });
        RingDriver other = pair.Left.CreateDriver(1);
        (pair.Tx.Head, pair.Tx.Cur) = (head, cur);
        pair.Tx.Sync();
        other.PutNumber(5);
        other.Sync();
        Assert.True(pair.Left.Poll());
        Assert.Equal((1u, 0u), (pair.Left.Rings[0].Resets, pair.Left.Rings[1].Resets));
        Assert.Contains("are outside of", pair.Left.Rings[0].LastFault, StringComparison.Ordinal);
        Assert.Throws<RingFaultException>(pair.Tx.Sync);
        Assert.Equal((0u, 2u, 1ul), (pair.Tx.Head, pair.Tx.Generation, pair.Tx.Faults));
        pair.Tx.PutNumber(6);
        pair.Tx.Sync();
        pair.Left.Poll();
        pair.Right.Poll();
        pair.Rx.Sync();
        Assert.Equal(6ul, pair.Rx.TakeNumber());
        RingDriver otherRx = pair.Right.CreateDriver(2);
        otherRx.Sync();
        Assert.Equal(5ul, otherRx.TakeNumber());
    }

    [Fact]
    public void Until_the_owner_has_taken_a_reset_over_nothing_it_published_before_is_used()
    {
        using var pair = new CsbPair("p{1", "p}1");
        pair.Tx.Head = pair.Tx.Cur = 3000;
        pair.Tx.Sync();
        Assert.True(pair.Left.Poll());
        Assert.False(pair.Left.Poll());
        Assert.False(pair.Left.Arm());
        Assert.Equal(1u, pair.Left.Rings[0].Resets);
    }

    [Fact]
    public void An_owner_may_ask_for_a_reset_and_gets_it_without_a_fault()
    {
        using var pair = new CsbPair("p{1", "p}1");
        for (ulong i = 0; i < 5; i++)
        {
            pair.Tx.PutNumber(i);
        }

        pair.Tx.Sync();
        pair.Left.Poll();
        pair.Right.Poll();
        pair.Rx.Sync();
        Assert.Equal(5u, pair.Rx.Available);
        pair.Rx.Reset();
        Assert.Equal(0u, pair.Rx.Available);
        Assert.True(pair.Right.Poll());
        pair.Rx.Sync();
        Assert.Equal((0u, 2u), (pair.Rx.Available, pair.Rx.Generation));
        pair.Right.Poll();
        pair.Left.Poll();
        Assert.False(pair.Tx.TxPending);
        Assert.Equal((0ul, 1ul), (pair.Right.Rings[1].Kring.Counters.Faults, pair.Right.Rings[1].Kring.Counters.Resets));
    }

    [Theory]
    [InlineData(5000u, 3u)]
    [InlineData(0u, 5000u)]
    [InlineData(4u, 3u)]
    [InlineData(0u, 5u)]
    public void An_owner_refuses_impossible_indices_of_the_host(uint hwCur, uint hwTail)
    {
        using var area = new CsbArea(2);
        using var pair = new CsbPair("p{1", "p}1", leftArea: area);
        pair.Tx.PutNumber(1);
        pair.Tx.Sync();
        area.Ktoa(0)->HwCur = hwCur;
        area.Ktoa(0)->HwTail = hwTail;
        Assert.Throws<RingFaultException>(pair.Tx.Sync);
    }

    [Fact]
    public void Kicks_are_sent_only_to_who_asked()
    {
        using var pair = new CsbPair("p{1", "p}1");
        pair.Left.Poll();
        pair.Tx.PutNumber(1);
        pair.Tx.Sync();
        Assert.Equal((0ul, 1ul), (pair.Tx.KicksSent, pair.Tx.KicksSuppressed));
        pair.Left.Poll();
        pair.Right.Poll();
        Assert.False(pair.Left.Arm());
        Assert.False(Readable.Now(pair.Left.Rings[0].WakeDescriptor));
        pair.Tx.PutNumber(2);
        pair.Tx.Sync();
        Assert.Equal(1ul, pair.Tx.KicksSent);
        Assert.True(Readable.Now(pair.Left.Rings[0].WakeDescriptor));
        pair.Rx.Sync();
        pair.Rx.TakeNumber();
        Assert.False(pair.Rx.Arm());
        pair.Left.Drain();
        pair.Left.Poll();
        pair.Right.Poll();
        Assert.True(Readable.Now(pair.Rx.WakeDescriptor));
    }

    [Fact]
    public void Packets_cross_a_switch_both_of_whose_ports_are_in_csb_mode()
    {
        using var pair = new CsbPair("vale0:a", "vale0:b", new PortOptions { Slots = 16 });
        for (ulong i = 0; i < 500; i++)
        {
            Assert.Equal(15u, pair.Tx.Available);
            pair.Tx.PutNumber(i);
            pair.Tx.Sync();
            pair.Left.Poll();
            pair.Right.Poll();
            pair.Tx.Sync();
            pair.Rx.Sync();
            Assert.Equal(i, pair.Rx.TakeNumber());
            Assert.Equal(0u, pair.Rx.Available);
            pair.Rx.Sync();
            pair.Right.Poll();
        }
    }

    [Fact]
    public void A_port_is_driven_by_call_or_by_csb_never_both()
    {
        using var test = new TestHost();
        HostPort called = test.Host.Open("p{1");
        test.Host.CallDriver(called.Tx[0]);
        Assert.Equal(NetmapError.Busy, Assert.Throws<NetmapException>(() => test.Host.OpenKloop(called)).Error);
        HostPort csb = test.Host.Open("q{1");
        using (test.Host.OpenKloop(csb))
        {
            Assert.Equal(NetmapError.Busy, Assert.Throws<NetmapException>(() => test.Host.CallDriver(csb.Tx[0])).Error);
            Assert.Equal(NetmapError.Busy, Assert.Throws<NetmapException>(() => test.Host.OpenKloop(csb)).Error);
        }

        test.Host.CallDriver(csb.Tx[0]).Sync();
    }

    [Fact]
    public void A_misaligned_or_small_area_is_refused()
    {
        using var area = new CsbArea(1);
        using var test = new TestHost();
        HostPort port = test.Host.Open("p{1");
        Assert.Equal(NetmapError.Invalid, Assert.Throws<NetmapException>(() => test.Host.OpenKloop(port, new KloopOptions { Area = area })).Error);
        NetmapException misaligned = Assert.Throws<NetmapException>(() =>
            new CsbArea((CsbAtok*)((byte*)area.Atok(0) + 16), area.Ktoa(0), 1));
        Assert.Equal(NetmapError.Invalid, misaligned.Error);
    }
}
