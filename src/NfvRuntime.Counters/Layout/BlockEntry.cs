using System.Runtime.InteropServices;

namespace NfvRuntime.Counters.Layout;

/// <summary>
/// One row of the directory. <see cref="Sequence"/> is odd while the row changes and never comes back to an earlier value, so a reader
/// knows whether what it copied belongs together. Offsets count from the start of their area; <see cref="Cells"/> of 0 is a free row.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct BlockEntry
{
    public const int Bytes = 32;

    [FieldOffset(0)] public ulong Sequence;
    [FieldOffset(8)] public uint CellOffset;
    [FieldOffset(12)] public uint Cells;
    [FieldOffset(16)] public uint TextOffset;
    [FieldOffset(20)] public uint TextBytes;
}
