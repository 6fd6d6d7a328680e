namespace NfvRuntime.Counters.Layout;

/// <summary>Everything that names one cell.</summary>
internal sealed record CellName(Metric Metric, IReadOnlyList<KeyValuePair<string, string>> Labels);
