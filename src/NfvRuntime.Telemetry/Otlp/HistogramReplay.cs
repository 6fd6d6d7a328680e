using System.Diagnostics.Metrics;
using System.Globalization;
using NfvRuntime.Counters;

namespace NfvRuntime.Telemetry;

/// <summary>
/// Turns the buckets of one histogram back into observations, since no instrument takes buckets: what has come to a bucket since the last
/// reading is recorded that many times, at such a place within it that the sum is right as well.
/// </summary>
internal sealed class HistogramReplay
{
    private readonly Histogram<double> _instrument;
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly Series[] _buckets;
    private readonly double[] _bounds;
    private readonly ulong[] _recorded;
    private readonly ulong[] _fresh;
    private double _sum;

    /// <param name="instrument">Takes the observations; its buckets are these.</param>
    /// <param name="buckets">The series of the buckets, ascending; the last has no bound.</param>
    public HistogramReplay(Histogram<double> instrument, IReadOnlyList<Series> buckets)
    {
        _instrument = instrument;
        _buckets = [.. buckets];
        _bounds = BoundsOf(buckets);
        _recorded = new ulong[buckets.Count];
        _fresh = new ulong[buckets.Count];
        _tags = [.. buckets[0].Labels.Where(label => label.Key != LabelKeys.Size).Select(label => new KeyValuePair<string, object?>(label.Key, label.Value))];
    }

    /// <summary>The upper bounds that buckets' labels state, in the metric's unit; the last bucket has none.</summary>
    public static double[] BoundsOf(IReadOnlyList<Series> buckets) =>
        [.. buckets.Take(buckets.Count - 1).Select(bucket => double.Parse(bucket.Bound!, CultureInfo.InvariantCulture))];

    /// <summary>Records what is new.</summary>
    public void Record()
    {
        double least = 0, most = 0;
        for (int i = 0; i < _buckets.Length; i++)
        {
            ulong count = _buckets[i].Value;
            _fresh[i] = count - Math.Min(count, _recorded[i]);
            _recorded[i] = count;
            least += _fresh[i] * Lower(i);
            most += _fresh[i] * Upper(i);
        }

        double wanted = ((_buckets[0].Sum?.Value ?? 0) * _buckets[0].Metric.Scale) - _sum;
        double place = most > least ? Math.Clamp((wanted - least) / (most - least), 0, 1) : 1;
        ulong unbounded = _fresh[^1];
        double beyond = unbounded == 0 ? 0 : Math.Max(0, wanted - most) / unbounded;
        for (int i = 0; i < _buckets.Length; i++)
        {
            double value = Math.Max(Lower(i) + (place * (Upper(i) - Lower(i))), i == 0 ? 0 : Math.BitIncrement(Lower(i)));
            value += i == _buckets.Length - 1 ? beyond : 0;
            for (ulong n = 0; n < _fresh[i]; n++)
            {
                _instrument.Record(value, _tags);
            }

            _sum += value * _fresh[i];
        }
    }

    private double Lower(int bucket) => bucket == 0 ? 0 : _bounds[bucket - 1];

    /// <summary>That without a bound begins as if it were empty; what is beyond is added where the sum asks for it.</summary>
    private double Upper(int bucket) => bucket < _bounds.Length ? _bounds[bucket] : _bounds[^1];
}
