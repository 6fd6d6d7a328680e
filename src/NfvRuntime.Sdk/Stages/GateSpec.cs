namespace NfvRuntime.Sdk;

/// <summary>A named output of a stage kind.</summary>
/// <param name="Name">As written in brackets in chain files; the default gate is the empty string.</param>
/// <param name="Description">One sentence for users.</param>
/// <param name="Unconnected">
/// The reason under which packets are dropped that the stage sends to this gate when no path leaves it; null if a chain that leaves the
/// gate unconnected is an error.
/// </param>
public sealed record GateSpec(string Name, string Description, DropReason? Unconnected = null);
