namespace NfvRuntime.Counters;

/// <summary>One cell as seen by a reader.</summary>
/// <param name="Metric">What it counts.</param>
/// <param name="Labels">The block's labels, then the cell's own.</param>
/// <param name="Value">The raw cell, in steps of <see cref="Metric.Scale"/>.</param>
public readonly record struct CounterReading(Metric Metric, IReadOnlyList<KeyValuePair<string, string>> Labels, ulong Value)
{
    /// <summary>The value in the metric's unit.</summary>
    public double Scaled => Value * Metric.Scale;

    /// <summary>The value of a label, or null when the cell does not carry it.</summary>
    public string? Label(string key)
    {
        foreach (var label in Labels)
        {
            if (label.Key == key) return label.Value;
        }

        return null;
    }
}
