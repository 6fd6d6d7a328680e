using NfvRuntime.Netmap;
using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Faults;

/// <summary>A ring that goes on holding impossible values goes out of service; the other direction goes on; it comes back when the nonsense ends.</summary>
public class RingServiceTests
{
    private const int Packets = 3000;

    [Fact]
    public async Task A_receive_ring_goes_out_of_service_alone_and_comes_back()
    {
        bool scribbles = true;
        await using var rig = new Rig(2, 32, 1024, Options());
        (TestPort a, TestPort b, Segment segment) = Build(rig);
        unsafe void Scribble(Host.Kring kring)
        {
            if (Volatile.Read(ref scribbles) && kring.Room < kring.NumSlots - 1)
            {
                kring.Ring.Slots[kring.RHead].BufIdx = uint.MaxValue;
            }
        }

        a.AfterRxSync = Scribble;
        await rig.StartAsync(segment);
        RxRingState ring = segment.Ports[0].Receive[0];
        await Rig.Until(() => ring.Status.IsOut);
        Assert.StartsWith("it failed", ring.Status.Why, StringComparison.Ordinal);
        await Rig.Until(() => (long)segment.Ports[0].Transmit[0].Books.Packets.Value == Packets);
        Volatile.Write(ref scribbles, false);
        await rig.DrainAsync(segment);
        await Rig.Until(() => ring.Status.State == ServiceState.InService);
        await rig.StopAsync(segment, Rig.Patience);
        Books.MustBeEmpty(segment);
        Assert.Empty(b.Ledger.Complaints);
        Assert.Equal([DropReasons.RingReset.Name], segment.Report().Dropped.Keys);
    }

    [Fact]
    public async Task What_comes_to_a_transmit_ring_that_is_out_of_service_is_dropped_and_the_rest_goes_on()
    {
        await using var rig = new Rig(2, 32, 1024, Options() with { Retry = RetryBackoff.Never });
        (TestPort a, TestPort b, Segment segment) = Build(rig);
        b.PerTxSync = 3;
        TxRingState ring = segment.Ports[1].Transmit[0];
        unsafe void Scribble(Host.Kring kring)
        {
            if (!ring.Status.IsOut)
            {
                RingView view = b.Tx[0].Ring;
                for (uint i = 0; i < view.NumSlots; i++)
                {
                    view.Slots[i].BufIdx = uint.MaxValue;
                }
            }
        }

        a.AfterRxSync = Scribble;
        await rig.StartAsync(segment);
        await rig.DrainAsync(segment);
        await rig.StopAsync(segment, Rig.Patience);
        SegmentReport report = segment.Report();
        Books.MustBeEmpty(segment);
        Assert.True(ring.Status.IsOut);
        Assert.Equal(1, report.Ports[1].Transmit!.OutOfService);
        Assert.Equal((ulong)Packets, report.Ports[0].Transmit!.Packets);
        Assert.InRange(report.Ports[1].Transmit!.Dropped[DropReasons.OutOfService.Name], 1ul, (ulong)Packets);
    }

    private static SegmentOptions Options() => new()
    {
        Burst = 8,
        OwnsRegions = true,
        Restarts = new(3, TimeSpan.FromMilliseconds(100)),
        Retry = new(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(20)),
    };

    private static (TestPort A, TestPort B, Segment Segment) Build(Rig rig)
    {
        (TestPort a, TestPort b) = (rig.Port("a", 0), rig.Port("b", 1));
        a.Count = b.Count = Packets;
        SegmentBuilder builder = rig.Build(2);
        builder.AddPort("a", a);
        builder.AddPort("b", b);
        builder.AddScript("s", new Script { Id = 0 });
        builder.ConnectPath(0, "a", "s", "b");
        builder.ConnectPath(1, "b", "s", "a");
        return (a, b, builder.Build());
    }
}
