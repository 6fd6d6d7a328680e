using System.Diagnostics.Metrics;
using NfvRuntime.Counters;

namespace NfvRuntime.Telemetry;

/// <summary>
/// The metrics of a counter table as observable instruments of .NET's <see cref="Meter"/>: whoever listens to the meter has them read
/// when it collects, and at no other time. Names and units are the catalogue's own.
/// </summary>
public sealed class CounterInstruments : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "NfvRuntime";

    /// <summary>A collection asks every instrument in turn; all of them get figures of one reading if they come within this time.</summary>
    private static readonly TimeSpan OneCollection = TimeSpan.FromMilliseconds(100);

    private readonly Meter _meter = new(MeterName, typeof(CounterInstruments).Assembly.GetName().Version?.ToString(3));
    private readonly CounterTable _table;
    private readonly Lock _gate = new();
    private readonly List<CounterReading> _readings = [];
    private readonly Dictionary<string, List<CounterReading>> _byName = [];
    private readonly Dictionary<object, KeyValuePair<string, object?>[]> _tags = new(ReferenceEqualityComparer.Instance);
    private long _read;

    /// <summary>Makes an instrument for every metric of the catalogue and for every other that the table has now.</summary>
    /// <param name="table">The table; to be disposed after this.</param>
    public CounterInstruments(CounterTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        foreach (Metric metric in Catalogue.All.Concat(table.Read().Select(reading => reading.Metric)).DistinctBy(metric => metric.Name))
        {
            Add(metric);
        }
    }

    /// <summary>Ends the meter: its listeners get no more figures.</summary>
    public void Dispose() => _meter.Dispose();

    private void Add(Metric metric)
    {
        _byName.Add(metric.Name, []);
        if (metric.Kind == MetricKind.Gauge)
        {
            _meter.CreateObservableGauge(metric.Name, () => Observe(metric, Whole), metric.Unit, metric.Description);
        }
        else if (metric.Scale == 1)
        {
            _meter.CreateObservableCounter(metric.Name, () => Observe(metric, Whole), metric.Unit, metric.Description);
        }
        else
        {
            _meter.CreateObservableCounter(metric.Name, () => Observe(metric, Scaled), metric.Unit, metric.Description);
        }

        static long Whole(CounterReading reading) => (long)reading.Value;
        static double Scaled(CounterReading reading) => reading.Scaled;
    }

    private List<Measurement<T>> Observe<T>(Metric metric, Func<CounterReading, T> value)
        where T : struct
    {
        lock (_gate)
        {
            Refresh();
            List<CounterReading> readings = _byName[metric.Name];
            var measurements = new List<Measurement<T>>(readings.Count);
            foreach (CounterReading reading in readings)
            {
                measurements.Add(new Measurement<T>(value(reading), TagsOf(reading)));
            }

            return measurements;
        }
    }

    private void Refresh()
    {
        long now = Environment.TickCount64;
        if (_read != 0 && now - _read < OneCollection.TotalMilliseconds)
        {
            return;
        }

        _read = now;
        _table.Read(_readings);
        foreach (List<CounterReading> readings in _byName.Values)
        {
            readings.Clear();
        }

        foreach (CounterReading reading in _readings)
        {
            if (_byName.TryGetValue(reading.Metric.Name, out List<CounterReading>? readings))
            {
                readings.Add(reading);
            }
        }
    }

    /// <summary>Label lists live as long as their block, so each is converted once.</summary>
    private KeyValuePair<string, object?>[] TagsOf(CounterReading reading)
    {
        if (!_tags.TryGetValue(reading.Labels, out KeyValuePair<string, object?>[]? tags))
        {
            tags = [.. reading.Labels.Select(label => new KeyValuePair<string, object?>(label.Key, label.Value))];
            _tags.Add(reading.Labels, tags);
        }

        return tags;
    }
}
