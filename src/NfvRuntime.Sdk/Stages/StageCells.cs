using NfvRuntime.Counters;

namespace NfvRuntime.Sdk;

/// <summary>Lays out the counter blocks of stages and edges, so that the runtime and the test kit make them alike.</summary>
public static class StageCells
{
    /// <summary>The counters of one stage.</summary>
    /// <param name="table">Where the cells live.</param>
    /// <param name="chain">Name of the chain.</param>
    /// <param name="stage">Name of the stage.</param>
    /// <param name="sampling">The least time between two samples of how long the stage works on a burst; 0 takes none.</param>
    public static StageCounters ForStage(CounterTable table, string chain, string stage, TimeSpan sampling = default)
    {
        KeyValuePair<string, string>[] labels = [new(LabelKeys.Chain, chain), new(LabelKeys.Stage, stage)];
        CounterBlock block = table.AddBlock(
            labels,
            new CounterSpec(Catalogue.StageReceived),
            new CounterSpec(Catalogue.StageSent),
            new CounterSpec(Catalogue.StageCreated),
            new CounterSpec(Catalogue.StageConsumed),
            new CounterSpec(Catalogue.StageBursts),
            new CounterSpec(Catalogue.StageRestarts),
            new CounterSpec(Catalogue.StageBlocked),
            new CounterSpec(Catalogue.StageHeld),
            new CounterSpec(Catalogue.StageBytes),
            new CounterSpec(Catalogue.StageStateDiscards),
            new CounterSpec(Catalogue.StageBypassed),
            new CounterSpec(Catalogue.StageDown));
        LatencyMeter latency = sampling == TimeSpan.Zero
            ? LatencyMeter.Off
            : new LatencyMeter(table.AddBlock(labels, LatencyBuckets.Cells(Catalogue.StageLatency)), sampling);
        return new StageCounters(block, cells => table.AddBlock(labels, cells)) { Latency = latency };
    }

    /// <summary>The counters of one edge: packets, bytes, bursts, bursts in use, blocked time.</summary>
    /// <param name="table">Where the cells live.</param>
    /// <param name="chain">Name of the chain.</param>
    /// <param name="path">Name or number of its path.</param>
    /// <param name="edge">Name of the edge.</param>
    public static CounterBlock ForEdge(CounterTable table, string chain, string path, string edge) => table.AddBlock(
        [new(LabelKeys.Chain, chain), new(LabelKeys.Path, path), new(LabelKeys.Edge, edge)],
        new CounterSpec(Catalogue.EdgePackets),
        new CounterSpec(Catalogue.EdgeBytes),
        new CounterSpec(Catalogue.EdgeBursts),
        new CounterSpec(Catalogue.EdgeOccupancy),
        new CounterSpec(Catalogue.EdgeBlocked));

    /// <summary>Samples of how long bursts are under way on a path.</summary>
    /// <param name="table">Where the cells live.</param>
    /// <param name="chain">Name of the chain.</param>
    /// <param name="path">Name or number of the path.</param>
    /// <param name="sampling">The least time between two samples; 0 takes none.</param>
    public static LatencyMeter ForPath(CounterTable table, string chain, string path, TimeSpan sampling) => sampling == TimeSpan.Zero
        ? LatencyMeter.Off
        : new LatencyMeter(
            table.AddBlock([new(LabelKeys.Chain, chain), new(LabelKeys.Path, path)], LatencyBuckets.Cells(Catalogue.PathLatency)), sampling);
}
