using System.Diagnostics.CodeAnalysis;
using NfvRuntime.Counters;

namespace NfvRuntime.Runtime;

/// <summary>
/// What a guest has counted, in all its lives: each life begins at zero in a table of its own, which the host maps and keeps when the guest is gone.
/// Thread-safe.
/// </summary>
public sealed class GuestTotals
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CounterReading> _before = [];
    private CounterTable? _table;

    /// <summary>Everything counted so far. Gauges are those of the present life, or of the last one.</summary>
    public IReadOnlyList<CounterReading> Read()
    {
        lock (_gate)
        {
            return Sum();
        }
    }

    /// <summary>A new life begins; its table is the caller's until the next one, or the end.</summary>
    /// <param name="table">The table.</param>
    /// <param name="before">What stands in it already and is not to be counted here.</param>
    internal void Begin(CounterTable table, IReadOnlyList<CounterReading> before)
    {
        lock (_gate)
        {
            Keep();
            _table = table;
            foreach (CounterReading reading in before.Where(reading => reading.Metric.Kind != MetricKind.Gauge))
            {
                string key = KeyOf(reading);
                ulong sum = _before.TryGetValue(key, out CounterReading other) ? other.Value : 0;
                _before[key] = reading with { Value = sum - reading.Value }; // modulo 2^64, as it is added up
            }
        }
    }

    /// <summary>The present life is over: what it counted is kept, and its table may go.</summary>
    internal void End()
    {
        lock (_gate)
        {
            Keep();
            _table = null;
        }
    }

    private void Keep()
    {
        foreach (CounterReading reading in Sum())
        {
            bool isGauge = reading.Metric.Kind == MetricKind.Gauge;
            _before[KeyOf(reading)] = isGauge ? reading with { Value = 0 } : reading;
        }
    }

    private List<CounterReading> Sum()
    {
        var sum = new Dictionary<string, CounterReading>(_before);
        if (TryRead(out IReadOnlyList<CounterReading>? present))
        {
            foreach (CounterReading reading in present)
            {
                string key = KeyOf(reading);
                sum[key] = sum.TryGetValue(key, out CounterReading other) ? reading with { Value = reading.Value + other.Value } : reading;
            }
        }

        return [.. sum.Values];
    }

    /// <summary>The guest may write anything into its table: what cannot be read counts as nothing.</summary>
    private bool TryRead([NotNullWhen(true)] out IReadOnlyList<CounterReading>? readings)
    {
        readings = null;
        try
        {
            readings = _table?.Read();
        }
        catch (Exception e) when (e is InvalidDataException or ObjectDisposedException)
        {
            return false;
        }

        return readings is not null;
    }

    private static string KeyOf(CounterReading reading) =>
        $"{reading.Metric.Name}\n{string.Join('\n', reading.Labels.Select(label => $"{label.Key}\r{label.Value}").Order(StringComparer.Ordinal))}";
}
