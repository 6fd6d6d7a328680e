using System.Buffers;
using NfvRuntime.Counters;
using NfvRuntime.Telemetry.Prometheus;

namespace NfvRuntime.Telemetry;

/// <summary>
/// A counter table in Prometheus' text format, version 0.0.4. It reads cells that their writers go on writing, so the data path does not
/// notice; after the first call, and as long as no block is added, it allocates nothing.
/// </summary>
/// <remarks>Not thread-safe: one exposition for each reader, or a lock around it.</remarks>
/// <param name="source">Reads the cells.</param>
public sealed class PrometheusExposition(CounterSource source)
{
    /// <summary>The media type of what <see cref="WriteTo"/> writes.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly SeriesReader _series = new(source);
    private readonly Dictionary<string, MetricFamily> _byName = [];
    private readonly List<MetricFamily> _families = [];

    /// <summary>Exposes one table, of this or another process.</summary>
    /// <param name="table">The table.</param>
    public PrometheusExposition(CounterTable table)
        : this(table.Read)
    {
    }

    /// <summary>Writes every metric that has a cell, in the order in which they were first seen.</summary>
    /// <exception cref="InvalidDataException">The table is damaged.</exception>
    /// <exception cref="ObjectDisposedException">The table is gone.</exception>
    public void WriteTo(IBufferWriter<byte> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        _series.Read();
        foreach (MetricFamily family in _families)
        {
            family.Samples.Clear();
        }

        Sort();
        var text = new ExpositionText(target);
        foreach (MetricFamily family in _families)
        {
            family.WriteTo(text);
        }
    }

    /// <summary>Puts each series into its family.</summary>
    private void Sort()
    {
        IReadOnlyList<Series> present = _series.Present;
        for (int i = 0; i < present.Count; i++)
        {
            Series series = present[i];
            if (!_byName.TryGetValue(series.Metric.Name, out MetricFamily? family))
            {
                family = new MetricFamily(series.Metric);
                _byName.Add(series.Metric.Name, family);
                _families.Add(family);
            }

            family.Samples.Add(series);
        }
    }
}
