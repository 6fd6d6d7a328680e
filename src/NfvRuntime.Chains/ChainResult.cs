using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains;

/// <summary>What reading a chain file came to.</summary>
/// <param name="Plan">The plan; null if there was any error.</param>
/// <param name="Diagnostics">Every error and warning, in the order of the file.</param>
public sealed record ChainResult(ChainPlan? Plan, IReadOnlyList<Diagnostic> Diagnostics);
