namespace NfvRuntime.Runtime;

/// <summary>What it took to put regions right after a death.</summary>
/// <param name="Pause">How long others that use them stood still.</param>
/// <param name="Reclaimed">Buffers that came back.</param>
internal readonly record struct Healing(TimeSpan Pause, ulong Reclaimed);
