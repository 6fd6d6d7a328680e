namespace NfvRuntime.Counters;

/// <summary>How the values of a metric behave over time.</summary>
public enum MetricKind
{
    /// <summary>Only ever grows; a reader derives rates from it.</summary>
    Counter,

    /// <summary>Goes up and down; only its present value means something.</summary>
    Gauge,
}
