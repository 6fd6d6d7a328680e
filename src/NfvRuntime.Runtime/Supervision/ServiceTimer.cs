namespace NfvRuntime.Runtime;

/// <summary>Told by a segment's actor to itself: a stage or ring is to be tried again, or has stood its trial.</summary>
/// <param name="Keeper">Whose.</param>
/// <param name="Epoch">Which of its timers: an older one than the last means nothing.</param>
internal sealed record ServiceTimer(ServiceKeeper Keeper, int Epoch);
