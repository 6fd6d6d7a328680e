namespace NfvRuntime.Chains;

/// <summary>What an edge joins.</summary>
/// <param name="Kind">Port, stage or drop.</param>
/// <param name="Name">Of the port or stage; <c>drop</c> for drop.</param>
public readonly record struct PlanEnd(PlanEndKind Kind, string Name);
