namespace NfvRuntime.Runtime;

/// <summary>What a stage knows, on its way from one process to another.</summary>
/// <param name="Format">Which kind and version of state it is (<see cref="Sdk.IPortableState.Format"/>).</param>
/// <param name="Data">The state.</param>
public sealed record StageState(string Format, ReadOnlyMemory<byte> Data);
