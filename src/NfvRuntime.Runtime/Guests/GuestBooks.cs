using NfvRuntime.Chains;
using NfvRuntime.Counters;

namespace NfvRuntime.Runtime;

/// <summary>Turns what a guest has counted into the same reports that this process makes of its own stages and ports.</summary>
internal sealed class GuestBooks
{
    private const string StageMetrics = "nfv.stage.";

    private readonly GuestMember _guest;
    private readonly IReadOnlyList<CounterReading> _readings;

    public GuestBooks(GuestMember guest) => (_guest, _readings) = (guest, guest.Totals.Read());

    /// <summary>The books of a stage that runs there.</summary>
    public StageReport StageOf(PlanStage stage)
    {
        CounterReading[] own = [.. _readings.Where(reading => reading.Label(LabelKeys.Stage) == stage.Name)];
        return new StageReport(
            stage.Name,
            stage.Kind.Name,
            Value(Catalogue.StageReceived),
            Value(Catalogue.StageBytes),
            Value(Catalogue.StageCreated),
            Value(Catalogue.StageSent),
            Value(Catalogue.StageConsumed),
            ByReason(own.Where(reading => Is(reading, Catalogue.StageDropped))),
            Value(Catalogue.StageHeld),
            Value(Catalogue.StageBursts),
            Value(Catalogue.StageRestarts))
        {
            Guest = _guest.Name,
            StateDiscards = Value(Catalogue.StageStateDiscards),
            Bypassed = Value(Catalogue.StageBypassed),
            Service = Value(Catalogue.StageDown) != 0 ? Sdk.ServiceState.OutOfService : Sdk.ServiceState.InService,
            Counts = own.Where(reading => !reading.Metric.Name.StartsWith(StageMetrics, StringComparison.Ordinal))
                .GroupBy(NameOf).ToDictionary(group => group.Key, group => group.Last().Value),
        };

        ulong Value(Metric metric) => Sum(own.Where(reading => Is(reading, metric)));
    }

    /// <summary>The books of a port that is used there.</summary>
    /// <param name="port">The port.</param>
    /// <param name="open">The port name it was opened with.</param>
    public PortReport PortOf(SegmentPort port, string open) =>
        new(port.Name, open, port.Reads ? RingsOf(port.Name, LabelKeys.Receive) : null, port.Writes ? RingsOf(port.Name, LabelKeys.Transmit) : null)
        {
            Guest = _guest.Name,
        };

    private RingReport RingsOf(string port, string direction)
    {
        CounterReading[] own =
            [.. _readings.Where(reading => reading.Label(LabelKeys.Port) == port && reading.Label(LabelKeys.Direction) == direction)];
        return new RingReport(
            Sum(own.Where(reading => Is(reading, Catalogue.RingPackets))),
            Sum(own.Where(reading => Is(reading, Catalogue.RingBytes))),
            Sum(own.Where(reading => Is(reading, Catalogue.RingSyncs))),
            ByReason(own.Where(reading => Is(reading, Catalogue.PortDropped))),
            0,
            Sum(own.Where(reading => Is(reading, Catalogue.RingFaults))))
        {
            OutOfService = (int)Sum(own.Where(reading => Is(reading, Catalogue.RingDown))),
        };
    }

    /// <summary><c>nfv.firewall.rule.hits{rule=ssh}</c></summary>
    private static string NameOf(CounterReading reading)
    {
        string[] own = [.. reading.Labels.Where(label => label.Key is not (LabelKeys.Chain or LabelKeys.Stage)).Select(label => $"{label.Key}={label.Value}")];
        return own.Length == 0 ? reading.Metric.Name : $"{reading.Metric.Name}{{{string.Join(',', own)}}}";
    }

    private static SortedDictionary<string, ulong> ByReason(IEnumerable<CounterReading> drops) => new(
        drops.GroupBy(reading => reading.Label(LabelKeys.Reason) ?? "").Select(group => (Reason: group.Key, Packets: Sum(group)))
            .Where(drop => drop.Packets > 0).ToDictionary(drop => drop.Reason, drop => drop.Packets),
        StringComparer.Ordinal);

    private static bool Is(CounterReading reading, Metric metric) => reading.Metric.Name == metric.Name;

    private static ulong Sum(IEnumerable<CounterReading> readings) => readings.Aggregate(0UL, (sum, reading) => sum + reading.Value);
}
