using NfvRuntime.Counters;

namespace NfvRuntime.Telemetry.Prometheus;

/// <summary>All samples of one metric: the format wants them together, whereas the table has them by block.</summary>
internal sealed class MetricFamily(Metric metric)
{
    public Metric Metric { get; } = metric;

    public string Name { get; } = PrometheusName.Of(metric);

    public bool IsHistogram { get; } = PrometheusName.IsHistogram(metric);

    /// <summary>Cells, and for a histogram's bucket the sum that belongs to it.</summary>
    public List<(CounterReading Reading, ulong Sum)> Samples { get; } = [];

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

        foreach ((CounterReading reading, _) in Samples)
        {
            text.Raw(Name);
            WriteLabels(text, reading.Labels, bound: null);
            text.Raw(" "u8);
            text.Number(reading.Value, Metric.Scale);
            text.Raw("\n"u8);
        }
    }

    /// <summary>Buckets of one block follow each other in ascending order; the last one has no bound.</summary>
    private void WriteBuckets(ExpositionText text)
    {
        ulong below = 0;
        foreach ((CounterReading reading, ulong sum) in Samples)
        {
            below += reading.Value;
            string bound = SizeOf(reading.Labels);
            bool last = !char.IsAsciiDigit(bound[0]);
            Write("_bucket"u8, last ? "+Inf" : bound, below);
            if (last)
            {
                Write("_sum"u8, null, sum);
                Write("_count"u8, null, below);
                below = 0;
            }

            void Write(ReadOnlySpan<byte> suffix, string? le, ulong value)
            {
                text.Raw(Name);
                text.Raw(suffix);
                WriteLabels(text, reading.Labels, le);
                text.Raw(" "u8);
                text.Number(value);
                text.Raw("\n"u8);
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

    private static string SizeOf(IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        for (int i = labels.Count - 1; i >= 0; i--)
        {
            if (labels[i].Key == LabelKeys.Size)
            {
                return labels[i].Value;
            }
        }

        return "more";
    }
}
