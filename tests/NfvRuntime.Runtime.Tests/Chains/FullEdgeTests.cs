using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Chains;

/// <summary>A branch behind which nothing moves, and traffic of the same port that does not take it.</summary>
public class FullEdgeTests
{
    private const int Packets = 20_000;

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Where_a_full_edge_drops_the_port_itself_goes_on(int milliseconds)
    {
        var policy = new EdgePolicy(true, TimeSpan.FromMilliseconds(milliseconds));
        (SegmentReport report, TestPort end) = await RunAsync(policy, drains: true);
        Assert.Equal((ulong)Packets, report.Ports[0].Receive!.Packets);
        Assert.Equal(Packets / 2, end.Ledger.Packets);
        Assert.InRange(report.Dropped[DropReasons.EdgeFull.Name], (ulong)(Packets / 2) - 64, (ulong)(Packets / 2));
    }

    [Fact]
    public async Task Where_a_full_edge_waits_the_port_waits_and_nothing_is_dropped_before_the_stop()
    {
        (SegmentReport report, TestPort end) = await RunAsync(EdgePolicy.Wait, drains: false);
        Assert.InRange(report.Ports[0].Receive!.Packets, 1ul, 128ul);
        Assert.InRange(end.Ledger.Packets, 0, 128);
        Assert.Equal([DropReasons.StageStopped.Name], report.Dropped.Keys);
    }

    /// <summary>Flows come in runs of eight, so that whole bursts are for the stuck branch.</summary>
    private static async Task<(SegmentReport Report, TestPort End)> RunAsync(EdgePolicy policy, bool drains)
    {
        await using var rig = new Rig(3, 32, 1024, new SegmentOptions { Burst = 8, OwnsRegions = true });
        (TestPort source, TestPort end, TestPort stuck) = (rig.Port("in", 0), rig.Port("out", 1), rig.Port("stuck", 2));
        source.Count = Packets;
        source.Flows = 2;
        source.PerFlow = 8;
        stuck.PerTxSync = 0;
        SegmentBuilder builder = rig.Build(2);
        builder.AddPort("in", source);
        builder.AddPort("out", end);
        builder.AddPort("stuck", stuck);
        builder.AddScript("split", new Script { Id = 0, Gates = 2 });
        builder.AddScript("audit", new Script { Id = 1 });
        builder.ConnectPath(0, "in", "split", "out");
        builder.ConnectStage("split", 1, [0], 1, "audit", 0, policy);
        builder.ConnectStage("audit", 0, [1], 1, "stuck", 0, EdgePolicy.Wait);
        Segment segment = builder.Build();
        await rig.StartAsync(segment);
        await Rig.Until(() => !drains || source.Delivered == Packets);

        await rig.StopAsync(segment, TimeSpan.FromMilliseconds(50));
        Books.MustBeEmpty(segment);
        rig.Finish(end);
        return (segment.Report(), end);
    }
}
