namespace NfvRuntime.Stages;

/// <summary>Ask a <c>counter</c> with this for its <see cref="CounterReport"/>. It searches its whole table, so ask about once a second.</summary>
public sealed record CounterReportRequest
{
    /// <summary>The one instance needed.</summary>
    public static CounterReportRequest Instance { get; } = new();
}
