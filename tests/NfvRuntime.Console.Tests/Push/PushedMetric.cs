namespace NfvRuntime.WebConsole.Tests.Push;

/// <summary>One data point as a collector received it.</summary>
internal sealed record PushedMetric(
    string Name, string Unit, bool IsMonotonicSum, IReadOnlyDictionary<string, string> Labels, double Value);
