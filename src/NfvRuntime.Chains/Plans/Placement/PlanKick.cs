namespace NfvRuntime.Chains;

/// <summary>Two sides that wake each other when they sleep.</summary>
/// <param name="One">A segment's name.</param>
/// <param name="Other">Another's, or the host's where a kloop serves the first.</param>
/// <param name="Means">By what.</param>
public sealed record PlanKick(string One, string Other, KickMeans Means);
