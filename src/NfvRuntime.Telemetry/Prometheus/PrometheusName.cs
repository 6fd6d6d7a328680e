using NfvRuntime.Counters;

namespace NfvRuntime.Telemetry;

/// <summary>
/// Turns names of the catalogue into Prometheus' by the rules of OpenTelemetry's compatibility specification: dots become underscores,
/// the unit is spelled behind the name, units in braces vanish, counters end in <c>_total</c>.
/// </summary>
public static class PrometheusName
{
    /// <summary>The Prometheus name, such as <c>nfv_ring_io_bytes_total</c> for <c>nfv.ring.io</c>.</summary>
    public static string Of(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        string name = Legal(metric.Name) + UnitSuffix(metric.Unit);
        return metric.Kind == MetricKind.Counter && !IsHistogram(metric) ? name + "_total" : name;
    }

    /// <summary>
    /// Whether the metric is the buckets of a histogram: its cells carry the bucket's bound as the label <see cref="LabelKeys.Size"/>.
    /// </summary>
    public static bool IsHistogram(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric.Kind == MetricKind.Histogram || (metric.Kind == MetricKind.Counter && metric.Labels.Contains(LabelKeys.Size));
    }

    private static string UnitSuffix(string unit) => unit switch
    {
        "By" => "_bytes",
        "s" => "_seconds",
        "" or "1" => "",
        _ when unit.StartsWith('{') => "",
        _ => "_" + Legal(unit),
    };

    private static string Legal(string name) => string.Create(name.Length, name, static (target, source) =>
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
        }
    });
}
