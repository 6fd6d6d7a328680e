using System.Diagnostics.Metrics;
using NfvRuntime.Counters;

namespace NfvRuntime.Telemetry;

/// <summary>
/// The metrics of a counter table as instruments of .NET's <see cref="Meter"/>: whoever listens to the meter has them read when it collects,
/// and at no other time. Names and units are the catalogue's own; cells of the same name and labels are added up.
/// </summary>
public sealed class CounterInstruments : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "NfvRuntime";

    /// <summary>A collection asks every instrument in turn, and reads anew for the first one; for others only if that is so long ago.</summary>
    private static readonly TimeSpan OneCollection = TimeSpan.FromMilliseconds(100);

    private readonly Meter _meter = new(MeterName, typeof(CounterInstruments).Assembly.GetName().Version?.ToString(3));
    private readonly Lock _gate = new();
    private readonly SeriesReader _series;
    private readonly Dictionary<string, List<Series>> _byName = [];
    private readonly Dictionary<string, Histogram<double>> _histograms = [];
    private readonly Dictionary<Series, HistogramReplay> _replays = [];
    private readonly List<Series> _buckets = [];
    private readonly Dictionary<Series, KeyValuePair<string, object?>[]> _tags = [];
    private List<Series>? _first;
    private long _read;

    /// <summary>
    /// Makes an instrument for every metric of the catalogue. A metric that is not there, and a histogram, gets one in the first collection
    /// after a cell of it came into the table.
    /// </summary>
    /// <param name="source">Reads the cells; what it reads is to be disposed after this.</param>
    public CounterInstruments(CounterSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _series = new SeriesReader(source);
        foreach (Metric metric in Catalogue.All.Where(metric => metric.Kind != MetricKind.Histogram))
        {
            Add(metric);
        }
    }

    /// <summary>Makes the instruments of one table.</summary>
    /// <param name="table">The table; to be disposed after this.</param>
    public CounterInstruments(CounterTable table)
        : this(table.Read)
    {
    }

    /// <summary>Ends the meter: its listeners get no more figures.</summary>
    public void Dispose() => _meter.Dispose();

    private List<Series> Add(Metric metric)
    {
        List<Series> series = [];
        _byName.Add(metric.Name, series);
        _first ??= series;
        if (metric.Kind == MetricKind.Gauge)
        {
            _meter.CreateObservableGauge(metric.Name, () => Observe(series, Whole), metric.Unit, metric.Description);
        }
        else if (metric.Scale == 1)
        {
            _meter.CreateObservableCounter(metric.Name, () => Observe(series, Whole), metric.Unit, metric.Description);
        }
        else
        {
            _meter.CreateObservableCounter(metric.Name, () => Observe(series, Scaled), metric.Unit, metric.Description);
        }

        return series;

        static long Whole(Series series) => (long)series.Value;
        static double Scaled(Series series) => series.Value * series.Metric.Scale;
    }

    private List<Measurement<T>> Observe<T>(List<Series> present, Func<Series, T> value)
        where T : struct
    {
        lock (_gate)
        {
            Refresh(isFirst: present == _first);
            var measurements = new List<Measurement<T>>(present.Count);
            foreach (Series series in present)
            {
                measurements.Add(new Measurement<T>(value(series), TagsOf(series)));
            }

            return measurements;
        }
    }

    private void Refresh(bool isFirst)
    {
        long now = Environment.TickCount64;
        if (!isFirst && now - _read < OneCollection.TotalMilliseconds)
        {
            return;
        }

        _read = now;
        _series.Read();
        foreach (List<Series> series in _byName.Values)
        {
            series.Clear();
        }

        IReadOnlyList<Series> present = _series.Present;
        if (_tags.Count > (2 * present.Count) + 64)
        {
            _tags.Clear(); // of blocks that are gone
        }

        for (int i = 0; i < present.Count; i++)
        {
            Series series = present[i];
            if (series.Metric.Kind == MetricKind.Histogram)
            {
                Gather(series);
            }
            else
            {
                (_byName.GetValueOrDefault(series.Metric.Name) ?? Add(series.Metric)).Add(series);
            }
        }
    }

    /// <summary>Series of one histogram follow each other: its sum, then its buckets.</summary>
    private void Gather(Series series)
    {
        if (series.Bound == LatencyBuckets.Sum)
        {
            _buckets.Clear();
            return;
        }

        _buckets.Add(series);
        if (series.Bound != LatencyBuckets.Unbounded)
        {
            return;
        }

        if (!_replays.TryGetValue(series, out HistogramReplay? replay))
        {
            replay = new HistogramReplay(HistogramOf(series.Metric), _buckets);
            _replays.Add(series, replay);
        }

        replay.Record();
    }

    private Histogram<double> HistogramOf(Metric metric)
    {
        if (!_histograms.TryGetValue(metric.Name, out Histogram<double>? histogram))
        {
            var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = HistogramReplay.BoundsOf(_buckets) };
            histogram = _meter.CreateHistogram(metric.Name, metric.Unit, metric.Description, tags: null, advice);
            _histograms.Add(metric.Name, histogram);
        }

        return histogram;
    }

    private KeyValuePair<string, object?>[] TagsOf(Series series)
    {
        if (!_tags.TryGetValue(series, out KeyValuePair<string, object?>[]? tags))
        {
            tags = [.. series.Labels.Select(label => new KeyValuePair<string, object?>(label.Key, label.Value))];
            _tags.Add(series, tags);
        }

        return tags;
    }
}
