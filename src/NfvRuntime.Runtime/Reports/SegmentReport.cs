using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>The books of a segment at one moment, in packets.</summary>
/// <param name="Chain">Name of the chain.</param>
/// <param name="Ports">Its ports.</param>
/// <param name="Stages">Its stages.</param>
/// <param name="Edges">Its edges.</param>
/// <param name="Paths">Its paths.</param>
/// <param name="Held">Packets counted in the bursts that are away from home and in what stages hold: found, not computed.</param>
public sealed record SegmentReport(
    string Chain,
    IReadOnlyList<PortReport> Ports,
    IReadOnlyList<StageReport> Stages,
    IReadOnlyList<EdgeReport> Edges,
    IReadOnlyList<PathReport> Paths,
    ulong Held)
{
    /// <summary>Packets that came in.</summary>
    public ulong Received => Sum(Ports.Select(port => port.Receive?.Packets ?? 0));

    /// <summary>Packets that stages made or copied.</summary>
    public ulong Created => Sum(Stages.Select(stage => stage.Created));

    /// <summary>Packets that went out.</summary>
    public ulong Sent => Sum(Ports.Select(port => port.Transmit?.Packets ?? 0));

    /// <summary>Packets that ended at stages as their work is meant to end them.</summary>
    public ulong Consumed => Sum(Stages.Select(stage => stage.Consumed));

    /// <summary>Packets dropped anywhere, by reason.</summary>
    public IReadOnlyDictionary<string, ulong> Dropped => ReportTools.Sum(
        Stages.Select(stage => stage.Dropped)
            .Concat(Ports.Where(port => port.Receive is not null).Select(port => port.Receive!.Dropped))
            .Concat(Ports.Where(port => port.Transmit is not null).Select(port => port.Transmit!.Dropped)));

    /// <summary>
    /// True if received + created = sent + consumed + dropped + held for the whole, and for each stage by itself.
    /// </summary>
    public bool Balances => Received + Created == Sent + Consumed + Sum(Dropped.Values) + Held && Stages.All(stage => stage.Balances);

    internal static unsafe SegmentReport Of(Segment segment)
    {
        long held = segment.TxRings.Sum(ring => ring.Unhanded);
        foreach (BurstPool pool in segment.Pools)
        {
            foreach (Burst burst in pool.Bursts)
            {
                held += burst.UnsettledPackets;
            }
        }

        held += segment.Stages.Sum(stage => stage.Context.Held?.Count ?? 0);
        return new SegmentReport(
            segment.Chain,
            [.. segment.Ports.Select(PortReport.Of)],
            [.. segment.Stages.Select(StageReport.Of)],
            [.. segment.Hops.Select(hop => new EdgeReport(hop.Edge.Name, hop.Edge.Path, hop.Edge.Packets, hop.Edge.Bytes, hop.Edge.Bursts))],
            [.. segment.PathNames.Select((name, path) => new PathReport(
                name, LatencyReport.Of(segment.Hops.Where(hop => hop.Edge.Path == path).Select(hop => hop.Edge.Latency))))],
            (ulong)held);
    }

    private static ulong Sum(IEnumerable<ulong> values) => values.Aggregate(0UL, (sum, value) => sum + value);
}
