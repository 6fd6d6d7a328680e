namespace NfvRuntime.Counters;

/// <summary>Keeps the label sets what the catalogue promises its readers.</summary>
internal static class LabelRules
{
    public static void Check(ReadOnlySpan<KeyValuePair<string, string>> labels, ReadOnlySpan<CounterSpec> cells)
    {
        if (cells.IsEmpty) throw new ArgumentException("a counter block needs at least one cell", nameof(cells));
        foreach (var cell in cells)
        {
            var seen = new HashSet<string>();
            foreach (var label in labels) Check(cell.Metric, label.Key, seen);
            foreach (var (key, _) in cell.ExtraLabels) Check(cell.Metric, key, seen);
        }
    }

    private static void Check(Metric metric, string key, HashSet<string> seen)
    {
        if (!metric.Labels.Contains(key)) throw new ArgumentException($"metric {metric.Name} has no label '{key}'");
        if (!seen.Add(key)) throw new ArgumentException($"label '{key}' stands twice at metric {metric.Name}");
    }
}
