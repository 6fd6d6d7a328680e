using System.Diagnostics;
using NfvRuntime.Counters;
using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Chains;

/// <summary>Samples of how long bursts are under way: one for each path that reaches a port, one for each stage.</summary>
public class LatencyTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(2);

    [Fact]
    public async Task Each_path_to_a_port_is_sampled_from_its_receive_ring_on_and_each_stage_by_itself()
    {
        (SegmentReport report, ulong[] slow, ulong[] quick) = await RunAsync(new SegmentOptions { Burst = 8, OwnsRegions = true });

        Assert.Equal(["0", "1"], report.Paths.Select(path => path.Name));
        foreach (PathReport path in report.Paths)
        {
            Assert.True(path.Latency is { Samples: > 0 }, $"path {path.Name}");
            Assert.True(path.Latency.MeanMicroseconds >= Delay.TotalMicroseconds, $"{path.Latency}");
            Assert.InRange(path.Latency.P99Microseconds, path.Latency.P50Microseconds, double.MaxValue);
            Assert.True(path.Latency.P50Microseconds >= Delay.TotalMicroseconds * 0.7, $"{path.Latency}");
        }

        int bucket = LatencyBuckets.Bucket((ulong)Delay.TotalNanoseconds);
        Assert.Equal(0ul, Sum(slow[..bucket]));
        Assert.True(Sum(slow[bucket..]) > 0);
        Assert.True(Sum(quick) > 0);
    }

    [Fact]
    public async Task Where_sampling_is_off_there_are_no_cells_and_no_samples()
    {
        (SegmentReport report, ulong[] slow, _) =
            await RunAsync(new SegmentOptions { Burst = 8, OwnsRegions = true, LatencyEvery = TimeSpan.Zero });

        Assert.All(report.Paths, path => Assert.Null(path.Latency));
        Assert.Equal(0ul, Sum(slow));
    }

    /// <summary>Two flows over two paths to one port; the stage before the split takes its time.</summary>
    private static async Task<(SegmentReport Report, ulong[] Slow, ulong[] Quick)> RunAsync(SegmentOptions options)
    {
        await using var rig = new Rig(2, 64, 1024, options);
        (TestPort source, TestPort end) = (rig.Port("in", 0), rig.Port("out", 1));
        source.Count = 400;
        source.Flows = 2;
        SegmentBuilder builder = rig.Build(2);
        builder.AddPort("in", source);
        builder.AddPort("out", end);
        builder.AddScript("slow", new Script { Id = 0, Gates = 2, OnBurst = (_, _) => Spend(Delay) });
        builder.AddScript("quick", new Script { Id = 1 });
        builder.ConnectPath(0, "in", "slow", "quick", "out");
        builder.ConnectStage("slow", 1, [0], 1, "quick", 0, EdgePolicy.Wait);
        builder.ConnectStage("quick", 0, [1], 1, "out", 0, EdgePolicy.Wait);
        Segment segment = builder.Build();
        await rig.StartAsync(segment);
        await rig.DrainAsync(segment);
        SegmentReport report = await rig.SnapshotAsync(segment);
        await rig.StopAsync(segment, Rig.Patience);
        return (report, SamplesOf(segment.Stages[0]), SamplesOf(segment.Stages[1]));
    }

    private static void Spend(TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            Thread.SpinWait(10);
        }
    }

    private static ulong[] SamplesOf(StageNode stage)
    {
        var buckets = new ulong[LatencyBuckets.Bounds.Count + 1];
        ulong sum = 0;
        stage.Context.Counters.Latency.AddTo(buckets, ref sum);
        return buckets;
    }

    private static ulong Sum(ulong[] counts) => counts.Aggregate(0ul, (sum, count) => sum + count);
}
