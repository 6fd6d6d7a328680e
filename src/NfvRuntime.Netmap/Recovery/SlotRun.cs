namespace NfvRuntime.Netmap;

/// <summary>Neighbouring slots of a ring, round its end if need be.</summary>
/// <param name="Ring">The ring.</param>
/// <param name="Start">First slot.</param>
/// <param name="Count">Number of slots.</param>
public readonly record struct SlotRun(RingView Ring, uint Start, uint Count);
