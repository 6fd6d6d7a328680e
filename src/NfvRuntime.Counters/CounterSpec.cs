namespace NfvRuntime.Counters;

/// <summary>A cell to be made: its metric and the labels that tell it from its neighbours in the block.</summary>
public readonly struct CounterSpec
{
    /// <summary>Describes one cell.</summary>
    /// <param name="metric">From <see cref="Catalogue"/>, or a custom stage's own.</param>
    /// <param name="extraLabels">Beyond the block's labels, such as the reason of a drop.</param>
    public CounterSpec(Metric metric, params (string Key, string Value)[] extraLabels)
    {
        Metric = metric;
        ExtraLabels = extraLabels;
    }

    /// <summary>What the cell counts.</summary>
    public Metric Metric { get; }

    /// <summary>Labels of this cell alone.</summary>
    public IReadOnlyList<(string Key, string Value)> ExtraLabels { get; }

    /// <summary>A cell without labels of its own.</summary>
    public static implicit operator CounterSpec(Metric metric) => FromMetric(metric);

    /// <summary>A cell without labels of its own.</summary>
    public static CounterSpec FromMetric(Metric metric) => new(metric);
}
