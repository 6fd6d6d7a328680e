namespace NfvRuntime.Counters;

/// <summary>
/// One name under which figures are published, in the style of the OpenTelemetry semantic conventions: lower case, dots between
/// namespaces, no unit and no "total" in the name.
/// </summary>
/// <param name="Name">Such as <c>nfv.ring.packets</c>.</param>
/// <param name="Kind">Counter or gauge.</param>
/// <param name="Unit">UCUM unit of the scaled value: <c>By</c>, <c>s</c>, <c>{packet}</c>.</param>
/// <param name="Description">One sentence for a person who reads a dashboard.</param>
/// <param name="Labels">Every label key a cell of this metric may carry; others are refused, so that no per-flow value slips in.</param>
public sealed record Metric(string Name, MetricKind Kind, string Unit, string Description, params IReadOnlyList<string> Labels)
{
    /// <summary>What one step of the cell is worth in <see cref="Unit"/>: 1e-9 where nanoseconds are counted and the unit is seconds.</summary>
    public double Scale { get; init; } = 1;
}
