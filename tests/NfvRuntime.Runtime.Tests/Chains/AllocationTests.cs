using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Chains;

/// <summary>The data path allocates nothing: measured on the island's own thread, over ten thousand bursts.</summary>
public class AllocationTests
{
    private const int Bursts = 10_000;
    private const int WarmUp = 2_000;

    [Fact]
    public Task A_straight_chain() => RunAsync((builder, meter) =>
    {
        builder.AddScript("one", new Script { Id = 0 });
        builder.AddScript("two", meter);
        builder.ConnectPath(0, "a", "one", "two", "b");
        builder.ConnectPath(1, "b", "one", "a");
    });

    [Fact]
    public Task A_chain_that_splits_copies_drops_and_joins() => RunAsync((builder, meter) =>
    {
        builder.AddScript("split", new Script { Id = 0, Gates = 4, Sprays = true, CopyEvery = 3, CopyGate = 1, DropEvery = 5 });
        builder.AddScript("join", meter);
        builder.ConnectPath(0, "a", "split", "join", "b");
        builder.ConnectPath(1, "b", "split", "a");
        for (int gate = 1; gate < 4; gate++)
        {
            builder.ConnectStage("split", gate, [0, 1], gate + 1, "join", 0, EdgePolicy.Wait);
            builder.ConnectStage("join", 0, [gate + 1], gate + 1, gate == 2 ? "a" : "b", 0, EdgePolicy.Wait);
        }
    });

    [Fact]
    public Task A_chain_with_waiting_bursts_and_fragments() => RunAsync((builder, meter) =>
    {
        builder.AddScript("split", new Script { Id = 0, Gates = 2, Sprays = true });
        builder.AddScript("meter", meter);
        builder.ConnectPath(0, "a", "split", "meter", "b");
        builder.ConnectPath(1, "b", "split", "a");
        builder.ConnectStage("split", 1, [0, 1], 2, "b", 0, EdgePolicy.Wait);
    }, perTxSync: 5, fragments: 3);

    [Fact]
    public Task A_chain_whose_full_edges_drop() => RunAsync((builder, meter) =>
    {
        builder.AddScript("split", new Script { Id = 0, Gates = 2, Sprays = true });
        builder.AddScript("meter", meter);
        builder.ConnectPath(0, "a", "split", "meter", "a");
        builder.ConnectPath(1, "b", "split", "a");
        builder.ConnectStage("split", 1, [0, 1], 2, "b", 0, new EdgePolicy(true, TimeSpan.Zero));
    }, perTxSync: 5);

    [Fact]
    public async Task Asking_every_turn_whether_a_segment_has_run_dry()
    {
        await using var rig = new Rig(2, 64, 4096, new SegmentOptions { Burst = 16, OwnsRegions = true });
        SegmentBuilder builder = rig.Build(2);
        builder.AddPort("a", rig.Port("a", 0));
        builder.AddPort("b", rig.Port("b", 1));
        builder.AddScript("one", new Script { Id = 0 });
        builder.ConnectPath(0, "a", "one", "b");
        builder.ConnectPath(1, "b", "one", "a");
        Segment segment = builder.Build();
        bool empty = true;

        Assert.Equal(0, Allocation.Least(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                empty &= segment.IsEmpty;
            }
        }));

        Assert.True(empty);
        segment.Dispose();
    }

    private static async Task RunAsync(Action<SegmentBuilder, Script> connect, int perTxSync = int.MaxValue, int fragments = 1)
    {
        await using var rig = new Rig(2, 64, 4096, new SegmentOptions { Burst = 16, OwnsRegions = true });
        (TestPort a, TestPort b) = (rig.Port("a", 0), rig.Port("b", 1));
        a.Count = b.Count = long.MaxValue / 2;
        b.PerTxSync = perTxSync;
        a.MostFragments = b.MostFragments = fragments;
        SegmentBuilder builder = rig.Build(5);
        builder.AddPort("a", a);
        builder.AddPort("b", b);
        long bursts = 0;
        long before = 0;
        var measured = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var meter = new Script
        {
            Id = 1,
            OnBurst = (_, _) =>
            {
                if (++bursts == WarmUp)
                {
                    before = GC.GetAllocatedBytesForCurrentThread();
                }
                else if (bursts == WarmUp + Bursts)
                {
                    measured.SetResult(GC.GetAllocatedBytesForCurrentThread() - before);
                }
            },
        };
        connect(builder, meter);
        Segment segment = builder.Build();
        await rig.StartAsync(segment);
        Assert.Equal(0, await measured.Task.WaitAsync(Rig.Patience));
        await rig.StopAsync(segment, Rig.Patience);
        Books.MustBeEmpty(segment);
    }
}
