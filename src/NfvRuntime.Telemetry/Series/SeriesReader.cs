using System.Text;
using NfvRuntime.Counters;

namespace NfvRuntime.Telemetry;

/// <summary>
/// Reads counter tables as time series. A cell has one writer, so what several writers count together (the rings of a switch's port, a ring
/// and the port behind it) stands in several cells of the same name and labels: readers want their sum.
/// </summary>
/// <remarks>Not thread-safe. Allocates nothing once it knows every block.</remarks>
internal sealed class SeriesReader(CounterSource source)
{
    /// <summary>So many label lists of blocks that are gone may be remembered for each that lives.</summary>
    private const int Forgotten = 4;

    private readonly List<CounterReading> _readings = [];
    private readonly Dictionary<object, Series> _byLabels = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Series> _byText = [];
    private readonly List<Series> _present = [];
    private long _round;

    /// <summary>The series of the last reading, in the order in which their first cells stand in the table.</summary>
    public IReadOnlyList<Series> Present => _present;

    /// <summary>Reads every cell.</summary>
    /// <exception cref="InvalidDataException">The table is damaged.</exception>
    /// <exception cref="ObjectDisposedException">The table is gone.</exception>
    public void Read()
    {
        source(_readings);
        if (_byLabels.Count > Forgotten * (_readings.Count + 64))
        {
            _byLabels.Clear();
            _byText.Clear();
        }

        _round++;
        _present.Clear();
        Series? sum = null;
        foreach (CounterReading reading in _readings)
        {
            if (!_byLabels.TryGetValue(reading.Labels, out Series? series))
            {
                series = Find(reading, sum);
                _byLabels.Add(reading.Labels, series);
            }

            if (series.Round != _round)
            {
                series.Round = _round;
                series.Value = 0;
                _present.Add(series);
            }

            series.Value += reading.Value;
            if (series.Bound == LatencyBuckets.Sum || series.Metric.Name == Catalogue.RingSlots.Name)
            {
                sum = series; // stands before the buckets, in the same block
            }
        }
    }

    private Series Find(CounterReading reading, Series? sum)
    {
        var text = new StringBuilder(reading.Metric.Name);
        foreach ((string key, string value) in reading.Labels.OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            text.Append('\n').Append(key).Append('\r').Append(value);
        }

        string name = text.ToString();
        if (!_byText.TryGetValue(name, out Series? series))
        {
            series = new Series(reading.Metric, reading.Labels, sum);
            _byText.Add(name, series);
        }

        return series;
    }
}
