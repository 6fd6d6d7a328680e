namespace NfvRuntime.WebConsole.Tests.Push;

/// <summary>One histogram as a collector received it.</summary>
internal sealed record PushedHistogram(
    string Name,
    string Unit,
    IReadOnlyDictionary<string, string> Labels,
    ulong Count,
    double Sum,
    ulong[] Buckets,
    double[] Bounds,
    bool HasExtremes);
