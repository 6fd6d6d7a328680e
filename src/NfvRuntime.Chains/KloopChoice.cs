namespace NfvRuntime.Chains;

/// <summary>How the host serves what guests drive: the key <c>options.kloops</c>.</summary>
/// <param name="Every">The pause between two looks at all rings, nobody being asked to kick; null to be woken by kicks.</param>
/// <param name="IsPerRing">Whether each ring has a kloop of its own, instead of one for all rings of a port.</param>
public sealed record KloopChoice(TimeSpan? Every = null, bool IsPerRing = false);
