using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Chains;

public class StopTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 2)]
    public async Task Under_load_what_is_on_its_way_is_settled_and_what_is_in_the_port_stays_there(int burst, int bursts)
    {
        await using var rig = new Rig(2, 64, 1024, new SegmentOptions { Burst = burst, Bursts = bursts, OwnsRegions = true });
        (TestPort a, TestPort b, Segment segment) = Build(rig);
        await rig.StartAsync(segment);
        await Passed(b, 10_000);
        await rig.StopAsync(segment, Rig.Patience);
        rig.Finish(a);
        rig.Finish(b);
        Books.MustBeEmpty(segment);
        SegmentReport report = segment.Report();
        Assert.DoesNotContain(DropReasons.StageStopped.Name, report.Dropped.Keys);
        Assert.True(segment.Drained.IsCompletedSuccessfully);
        Assert.Equal(report.Sent, (ulong)(a.Ledger.Packets + b.Ledger.Packets));
        Assert.Equal((ulong)a.Delivered, report.Ports[0].Receive!.Packets + segment.Ports[0].Receive[0].Driver.Available);
    }

    [Fact]
    public async Task Behind_a_stuck_port_the_leftovers_are_dropped_and_stated()
    {
        await using var rig = new Rig(2, 16, 1024, new SegmentOptions { Burst = 4, OwnsRegions = true });
        (TestPort a, TestPort b, Segment segment) = Build(rig);
        b.PerTxSync = 0;
        await rig.StartAsync(segment);
        await Passed(a, 1000); // the way back is free
        await rig.StopAsync(segment, TimeSpan.FromMilliseconds(50));
        Assert.False(segment.Drained.IsCompleted);
        Books.MustBeEmpty(segment);
        SegmentReport report = segment.Report();
        Assert.InRange(report.Dropped[DropReasons.StageStopped.Name], 1ul, 64ul);
        Assert.Equal([DropReasons.StageStopped.Name], report.Dropped.Keys);
    }

    [Fact]
    public async Task A_segment_is_disposed_once_however_often_it_is_asked_for()
    {
        await using var rig = new Rig(2, 16, 1024, new SegmentOptions { Burst = 4, OwnsRegions = true });
        uint free = rig.Region.FreeBufferCount;
        (TestPort a, TestPort b, Segment segment) = Build(rig);
        uint taken = rig.Region.FreeBufferCount;
        await rig.StartAsync(segment);
        await Passed(b, 100);
        await rig.StopAsync(segment, Rig.Patience);
        segment.Dispose();
        segment.Dispose();
        uint after = rig.Region.FreeBufferCount;
        a.Dispose();
        b.Dispose();
        Assert.True(after > taken);
        Assert.Equal(free, rig.Region.FreeBufferCount);
    }

    private static (TestPort A, TestPort B, Segment Segment) Build(Rig rig)
    {
        (TestPort a, TestPort b) = (rig.Port("a", 0), rig.Port("b", 1));
        a.Count = b.Count = long.MaxValue;
        SegmentBuilder builder = rig.Build(3);
        builder.AddPort("a", a);
        builder.AddPort("b", b);
        builder.AddScript("split", new Script { Id = 0, Gates = 2 });
        builder.AddScript("hold", new Script { Id = 1, HoldEvery = 9 });
        builder.ConnectPath(0, "a", "split", "hold", "b");
        builder.ConnectPath(1, "b", "split", "a");
        builder.ConnectStage("split", 1, [0], 2, "b", 0, EdgePolicy.Wait);
        builder.ConnectStage("split", 1, [1], 1, "a", 0, EdgePolicy.Wait);
        return (a, b, builder.Build());
    }

    private static Task Passed(TestPort port, long packets) => Rig.Until(() => port.Ledger.Packets >= packets);
}
