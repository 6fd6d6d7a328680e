using NfvRuntime.Counters;

namespace NfvRuntime.Telemetry;

/// <summary>One time series: all cells of one metric that carry the same labels.</summary>
/// <param name="metric">What it counts.</param>
/// <param name="labels">Its labels.</param>
/// <param name="sum">For a histogram's bucket: the series of the histogram's sum.</param>
internal sealed class Series(Metric metric, IReadOnlyList<KeyValuePair<string, string>> labels, Series? sum)
{
    public Metric Metric { get; } = metric;

    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; } = labels;

    public Series? Sum { get; } = sum;

    /// <summary>The sum of the cells, in steps of the metric's scale.</summary>
    public ulong Value { get; set; }

    /// <summary>The reading in which a cell of it was last seen.</summary>
    public long Round { get; set; }

    /// <summary>What a bucket's label says of its upper bound; null for a series that is no bucket.</summary>
    public string? Bound { get; } = labels.FirstOrDefault(label => label.Key == LabelKeys.Size).Value;
}
