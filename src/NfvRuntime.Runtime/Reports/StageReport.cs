using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>The books of one stage, in packets.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Received">Packets that arrived.</param>
/// <param name="Bytes">Bytes that arrived.</param>
/// <param name="Created">Packets it made or copied.</param>
/// <param name="Sent">Packets sent over an edge.</param>
/// <param name="Consumed">Packets that ended there as its work is meant to end them.</param>
/// <param name="Dropped">Packets dropped, by reason.</param>
/// <param name="Held">Packets that are there now.</param>
/// <param name="Bursts">Bursts that arrived.</param>
/// <param name="Restarts">Restarts after faults.</param>
public sealed record StageReport(
    string Name,
    string Kind,
    ulong Received,
    ulong Bytes,
    ulong Created,
    ulong Sent,
    ulong Consumed,
    IReadOnlyDictionary<string, ulong> Dropped,
    ulong Held,
    ulong Bursts,
    ulong Restarts)
{
    /// <summary>The guest in which it runs; null for this process.</summary>
    public string? Guest { get; init; }

    /// <summary>Times its kept state was discarded.</summary>
    public ulong StateDiscards { get; init; }

    /// <summary>Packets that bypassed it while it was out of service; they count as sent as well.</summary>
    public ulong Bypassed { get; init; }

    /// <summary>Whether it is in service.</summary>
    public ServiceState Service { get; init; }

    /// <summary>
    /// What only its kind counts, by metric and labels: <c>nfv.firewall.rule.hits{rule=ssh}</c>. Empty until <see cref="WithCounts"/>.
    /// </summary>
    public IReadOnlyDictionary<string, ulong> Counts { get; init; } = new Dictionary<string, ulong>();

    /// <summary>True if received + created = sent + consumed + dropped + held.</summary>
    public bool Balances => Received + Created == Sent + Consumed + Dropped.Values.Aggregate(0UL, (a, b) => a + b) + Held;

    /// <summary>The report with what only the stage's kind counts. To be called when the stage has stopped.</summary>
    /// <param name="node">The stage.</param>
    public StageReport WithCounts(StageNode node) => this with
    {
        Counts = node.Context.Counters.Own
            .GroupBy(own => own.Spec.ExtraLabels.Count == 0
                ? own.Spec.Metric.Name
                : $"{own.Spec.Metric.Name}{{{string.Join(',', own.Spec.ExtraLabels.Select(label => $"{label.Key}={label.Value}"))}}}")
            .ToDictionary(group => group.Key, group => group.Last().Cell.Value),
    };

    internal static StageReport Of(StageNode node)
    {
        StageCounters cells = node.Context.Counters;
        return new StageReport(
            node.Name,
            node.Kind.Name,
            cells.Received.Value,
            cells.Bytes.Value,
            cells.Created.Value,
            cells.Sent.Value,
            cells.Consumed.Value,
            ReportTools.NonZero(cells.Dropped),
            (ulong)node.Context.PacketsHeld,
            cells.Bursts.Value,
            cells.Restarts.Value)
        {
            StateDiscards = cells.StateDiscards.Value,
            Bypassed = cells.Bypassed.Value,
            Service = node.Context.Status.State,
        };
    }
}
