using System.Runtime.CompilerServices;
using NfvRuntime.Chains;
using NfvRuntime.Counters;

namespace NfvRuntime.Runtime;

/// <summary>A guest of a running chain: what it is given, and how it fares. Written by its actor, read by anybody.</summary>
public sealed class GuestMember
{
    private readonly CounterBlock _cells;
    private readonly ConditionalWeakTable<IReadOnlyList<KeyValuePair<string, string>>, IReadOnlyList<KeyValuePair<string, string>>> _labels = [];
    private volatile GuestStatus _status = GuestStatus.AtFirst;

    internal GuestMember(PlanSegment segment, SegmentDocument document, IReadOnlyList<GuestPort> ports, CounterTable counters, string chain)
    {
        (Segment, Document, Ports) = (segment, document, ports);
        Totals = new GuestTotals();
        _cells = counters.AddBlock(
            [new(LabelKeys.Chain, chain), new(LabelKeys.Guest, segment.Name)],
            Catalogue.GuestUp, Catalogue.GuestDeaths, Catalogue.GuestOutage, Catalogue.GuestPause, Catalogue.GuestReclaimed);
    }

    /// <summary>The guest's name.</summary>
    public string Name => Segment.Name;

    /// <summary>What runs there.</summary>
    public PlanSegment Segment { get; }

    /// <summary>The same, as the guest is told.</summary>
    public SegmentDocument Document { get; }

    /// <summary>How it fares.</summary>
    public GuestStatus Status => _status;

    /// <summary>What it has counted, in all its lives.</summary>
    public GuestTotals Totals { get; }

    internal IReadOnlyList<GuestPort> Ports { get; }

    /// <summary>Its present life; null while it has none.</summary>
    internal IGuestSession? Session { get; set; }

    /// <summary>Whether the present life has been given ports.</summary>
    internal bool IsAttached { get; set; }

    /// <summary>Completes when its segment has run for the first time; fails if it cannot.</summary>
    internal TaskCompletionSource Ran { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Adds all that the guest has counted, with its name as a label.</summary>
    internal void AddCountersTo(List<CounterReading> readings)
    {
        foreach (CounterReading reading in Totals.Read())
        {
            IReadOnlyList<KeyValuePair<string, string>> labels = _labels.GetValue(
                reading.Labels, own => [.. own, new KeyValuePair<string, string>(LabelKeys.Guest, Name)]);
            readings.Add(reading with { Labels = labels });
        }
    }

    internal void Set(GuestStatus status)
    {
        _status = status;
        _cells[0].Set(status.Phase == GuestPhase.Running ? 1UL : 0);
        _cells[1].Set(status.Deaths);
        _cells[4].Set(status.Reclaimed);
    }

    internal void AddOutage(TimeSpan outage)
    {
        Set(_status with { OutagesMs = GuestStatus.Append(_status.OutagesMs, outage) });
        _cells[2].Add((ulong)outage.TotalNanoseconds);
    }

    internal void AddHealing(Healing healing)
    {
        Set(_status with { PausesMs = GuestStatus.Append(_status.PausesMs, healing.Pause), Reclaimed = _status.Reclaimed + healing.Reclaimed });
        _cells[3].Add((ulong)healing.Pause.TotalNanoseconds);
    }
}
