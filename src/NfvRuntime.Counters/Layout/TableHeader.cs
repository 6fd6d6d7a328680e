using System.Runtime.InteropServices;

namespace NfvRuntime.Counters.Layout;

/// <summary>The first line of the shared table. Magic is written last: a table without it is not finished.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct TableHeader
{
    public const int Bytes = 128;
    public const ulong ExpectedMagic = 0x3130_5254_4356_464E; // "NFVCTR01" read as a little-endian number
    public const uint ExpectedVersion = 1;

    [FieldOffset(0)] public ulong Magic;
    [FieldOffset(8)] public uint Version;
    [FieldOffset(12)] public uint Blocks;
    [FieldOffset(16)] public long TotalBytes;
}
