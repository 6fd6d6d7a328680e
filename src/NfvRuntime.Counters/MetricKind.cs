namespace NfvRuntime.Counters;

/// <summary>How the values of a metric behave over time.</summary>
public enum MetricKind
{
    /// <summary>Only ever grows; a reader derives rates from it.</summary>
    Counter,

    /// <summary>Goes up and down; only its present value means something.</summary>
    Gauge,

    /// <summary>
    /// Observations by size: one cell for each bucket, labelled with its upper bound in the metric's unit (<see cref="LabelKeys.Size"/>), and
    /// before them one, labelled <see cref="LatencyBuckets.Sum"/>, for the sum of what was observed.
    /// </summary>
    Histogram,
}
