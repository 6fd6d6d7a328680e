namespace NfvRuntime.Runtime;

/// <summary>Something did not return while the chain was being started: only the end of the process ends it.</summary>
/// <param name="chain">Name of the chain.</param>
/// <param name="stall">What does not return.</param>
public sealed class ChainHungException(string chain, Stall stall) : ChainStartException($"chain '{chain}': {stall}");
