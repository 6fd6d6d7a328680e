using NfvRuntime.Counters;

namespace NfvRuntime.Telemetry.Prometheus;

/// <summary>All series of one metric: the format wants them together, whereas the table has them by block.</summary>
internal sealed class MetricFamily(Metric metric)
{
    public Metric Metric { get; } = metric;

    public string Name { get; } = PrometheusName.Of(metric);

    public bool IsHistogram { get; } = PrometheusName.IsHistogram(metric);

    public List<Series> Samples { get; } = [];

    public void WriteTo(ExpositionText text)
    {
        if (Samples.Count == 0)
        {
            return;
        }

        text.Raw("# HELP "u8);
        text.Raw(Name);
        text.Raw(" "u8);
        text.Help(Metric.Description);
        text.Raw("\n# TYPE "u8);
        text.Raw(Name);
        text.Raw(IsHistogram ? " histogram\n"u8 : Metric.Kind == MetricKind.Counter ? " counter\n"u8 : " gauge\n"u8);
        if (IsHistogram)
        {
            WriteBuckets(text);
            return;
        }

        foreach (Series series in Samples)
        {
            text.Raw(Name);
            WriteLabels(text, series.Labels, bound: null);
            text.Raw(" "u8);
            text.Number(series.Value, Metric.Scale);
            text.Raw("\n"u8);
        }
    }

    /// <summary>Buckets of one block follow each other in ascending order; the last one has no bound.</summary>
    private void WriteBuckets(ExpositionText text)
    {
        ulong below = 0;
        foreach (Series series in Samples)
        {
            string bound = series.Bound ?? LatencyBuckets.Unbounded;
            if (bound == LatencyBuckets.Sum)
            {
                continue;
            }

            below += series.Value;
            bool last = !char.IsAsciiDigit(bound[0]);
            Write("_bucket"u8, last ? "+Inf" : bound);
            text.Number(below);
            text.Raw("\n"u8);
            if (last)
            {
                Write("_sum"u8, null);
                text.Number(series.Sum?.Value ?? 0, Metric.Scale);
                text.Raw("\n"u8);
                Write("_count"u8, null);
                text.Number(below);
                text.Raw("\n"u8);
                below = 0;
            }

            void Write(ReadOnlySpan<byte> suffix, string? le)
            {
                text.Raw(Name);
                text.Raw(suffix);
                WriteLabels(text, series.Labels, le);
                text.Raw(" "u8);
            }
        }
    }

    private void WriteLabels(ExpositionText text, IReadOnlyList<KeyValuePair<string, string>> labels, string? bound)
    {
        bool any = false;
        for (int i = 0; i < labels.Count; i++)
        {
            if (!(IsHistogram && labels[i].Key == LabelKeys.Size))
            {
                Label(labels[i].Key, labels[i].Value);
            }
        }

        if (bound is not null)
        {
            Label("le", bound);
        }

        if (any)
        {
            text.Raw("}"u8);
        }

        void Label(string key, string value)
        {
            text.Raw(any ? ","u8 : "{"u8);
            any = true;
            text.Raw(key);
            text.Raw("=\""u8);
            text.LabelValue(value);
            text.Raw("\""u8);
        }
    }
}
