namespace NfvRuntime.Netmap;

/// <summary>What one survivor says it holds outside of rings: its word, to be judged.</summary>
/// <param name="Bitmap">One bit a buffer, bit i % 64 of word i / 64; words that are missing count as 0.</param>
/// <param name="Quota">Buffers that it can hold at most: as many as it was lent, since every hand-over is a swap.</param>
public readonly record struct SurvivorReport(ReadOnlyMemory<ulong> Bitmap, uint Quota);
