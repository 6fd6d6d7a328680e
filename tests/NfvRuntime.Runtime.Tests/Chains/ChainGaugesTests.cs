using NfvRuntime.Chains;
using NfvRuntime.Counters;
using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Stages;

namespace NfvRuntime.Runtime.Tests.Chains;

public sealed class ChainGaugesTests
{
    private const ulong Packets = 5000;

    /// <summary>The numbered frames of the test's port carry no UDP, so that the firewall sends them along the branch.</summary>
    private const string Branching =
        """
        chain: gauged
        ports:
          in: { open: "test:" }
          out: { open: "test:" }
        stages:
          fw: { kind: firewall, default: drop, rules: [ { allow: udp } ] }
          c: { kind: counter }
        paths:
          main: in -> fw -> c -> out
          no: fw [denied] -> c -> drop
        """;

    private const string Straight =
        """
        chain: gauged
        ports:
          in: { open: "test:" }
          out: { open: "test:" }
        stages:
          c: { kind: counter }
        paths:
          main: in -> c -> out
        """;

    [Fact]
    public async Task A_stuck_port_shows_as_slots_and_bursts_in_use_once_the_island_sleeps()
    {
        await using ChainRuntime runtime = await Start(stuck: true);

        Assert.True(
            SpinWait.SpinUntil(() => Value(runtime, Catalogue.EdgeOccupancy, "in->c") > 0, TimeSpan.FromSeconds(60)),
            "nothing was published");

        Assert.True(Value(runtime, Catalogue.RingOccupancy, "transmit") > 0);
        Assert.True(Value(runtime, Catalogue.RingOccupancy, "receive") > 0);
        foreach (string direction in (string[])["transmit", "receive"])
        {
            ulong before = Value(runtime, Catalogue.RingBlocked, direction);
            Assert.True(
                SpinWait.SpinUntil(() => Value(runtime, Catalogue.RingBlocked, direction) > before, TimeSpan.FromSeconds(60)),
                $"{direction}: blocked time does not go on although the island sleeps");
        }

        await runtime.StopAsync(TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public async Task What_has_run_dry_shows_as_empty_and_what_came_in_as_the_path_s()
    {
        await using ChainRuntime runtime = await Start(stuck: false);
        await runtime.Drained;

        Assert.True(
            SpinWait.SpinUntil(() => Value(runtime, Catalogue.PathPackets, "main") == Packets, TimeSpan.FromSeconds(60)),
            "the last figures were not published");

        Assert.Equal(0ul, Value(runtime, Catalogue.RingOccupancy, "receive") + Value(runtime, Catalogue.RingOccupancy, "transmit"));
        Assert.Equal(Packets, Value(runtime, Catalogue.PathPackets, "no"));
        Assert.Equal(Value(runtime, Catalogue.RingBytes, "receive"), Value(runtime, Catalogue.PathBytes, "main"));
        Assert.Equal(Value(runtime, Catalogue.EdgeBytes, "fw[denied]->c"), Value(runtime, Catalogue.PathBytes, "no"));
        Assert.Equal(Packets * Numbered.Bytes, Value(runtime, Catalogue.PathBytes, "no"));
        Assert.Equal(Packets * Numbered.Bytes, Value(runtime, Catalogue.StageBytes, "c"));
        Assert.Equal(0ul, Value(runtime, Catalogue.RingBlocked, "transmit") + Value(runtime, Catalogue.EdgeBlocked, "fw[denied]->c"));
        Assert.True(Value(runtime, Catalogue.IslandTurns, "gauged") > 0);
        Assert.InRange(Value(runtime, Catalogue.RegionFree, "1"), 1ul, Value(runtime, Catalogue.RegionBuffers, "1"));
    }

    [Fact]
    public async Task What_host_and_chain_count_of_a_ring_carries_the_same_labels()
    {
        await using ChainRuntime runtime = await Start(stuck: false);
        await runtime.Drained;

        string[] labels = [.. runtime.Counters.Read()
            .Where(reading => reading.Metric.Name == Catalogue.RingPackets.Name || reading.Metric.Name == Catalogue.RingSyncs.Name)
            .Where(reading => reading.Label("port") == "out" && reading.Label("direction") == "transmit")
            .Select(reading => string.Join(',', reading.Labels))];

        Assert.Equal(2, labels.Length);
        Assert.Equal(labels[0], labels[1]);
        Assert.Contains("[chain, gauged]", labels[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishing_allocates_nothing()
    {
        await using ChainRuntime runtime = await Start(stuck: false);
        await runtime.StopAsync(TimeSpan.FromSeconds(60)); // from here on, this thread may publish in the island's stead
        ChainGauges gauges = runtime.Segment.Gauges!;
        gauges.Publish();
        long before = GC.GetAllocatedBytesForCurrentThread();

        gauges.Publish();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task A_running_island_answers()
    {
        await using ChainRuntime runtime = await Start(stuck: true);

        Assert.True(await runtime.AnswersAsync(TimeSpan.FromSeconds(60)));
        Assert.False(runtime.IsStopping);
        await runtime.StopAsync(TimeSpan.FromMilliseconds(10));
        Assert.True(runtime.IsStopping);
        Assert.False(await runtime.AnswersAsync(TimeSpan.FromSeconds(60)));
    }

    private static Task<ChainRuntime> Start(bool stuck)
    {
        var kinds = TestPort.Kind((name, port) =>
        {
            port.Count = name == "in" ? (long)Packets : 0;
            port.PerTxSync = stuck ? 0 : int.MaxValue;
        });
        ChainResult result = ChainFile.Parse(stuck ? Straight : Branching, "gauged.yaml", StageCatalogue.BuiltIn, kinds);
        Assert.True(result.Plan is not null, string.Join('\n', result.Diagnostics));
        return ChainRuntime.StartAsync(result.Plan, static _ => { });
    }

    /// <summary>The cell of a metric one of whose labels has a value.</summary>
    private static ulong Value(ChainRuntime runtime, Metric metric, string label) => runtime.Counters.Read()
        .First(reading => reading.Metric.Name == metric.Name && reading.Labels.Any(pair => pair.Value == label)).Value;
}
