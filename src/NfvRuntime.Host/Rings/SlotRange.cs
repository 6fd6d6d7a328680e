namespace NfvRuntime.Host;

/// <summary>A run of ring slots, going round the end.</summary>
/// <param name="Start">The first slot.</param>
/// <param name="Count">How many, at most the ring's slots.</param>
public readonly record struct SlotRange(uint Start, uint Count);
