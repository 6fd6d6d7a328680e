using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap;

/// <summary>The first bytes of a shared region's file, by which another process finds its way: written by the creator, judged by who attaches.</summary>
/// <remarks>Little-endian. Offsets count from the first byte of the file. Everything to the end of the page is 0.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 128)]
public struct RegionHeader
{
    /// <summary>"NFVREGN1" in ASCII; written last, so that a half-made file is none.</summary>
    public const ulong ExpectedMagic = 0x314E_4745_5256_464E;

    /// <summary>The version of this layout. Another one is refused.</summary>
    public const uint CurrentVersion = 1;

    /// <summary>Bytes in front of the pools: one page.</summary>
    public const uint PageSize = 4096;

    /// <summary>Bit of <see cref="RequiredFeatures"/>: the file is sealed against being resized.</summary>
    public const ulong Sealed = 1;

    /// <summary><see cref="ExpectedMagic"/>.</summary>
    [FieldOffset(0)] public ulong Magic;

    /// <summary><see cref="CurrentVersion"/>.</summary>
    [FieldOffset(8)] public uint Version;

    /// <summary><see cref="PageSize"/>: where the pools begin.</summary>
    [FieldOffset(12)] public uint HeaderBytes;

    /// <summary>Bytes of the file: header, pools, CSB arrays.</summary>
    [FieldOffset(16)] public ulong FileBytes;

    /// <summary>Grows whenever the region is laid out anew. Never 0.</summary>
    [FieldOffset(24)] public uint Generation;

    /// <summary>The region's number.</summary>
    [FieldOffset(28)] public ushort MemId;

    /// <summary>Features that one must understand to attach; an unknown bit is a reason to refuse.</summary>
    [FieldOffset(32)] public ulong RequiredFeatures;

    /// <summary>Features that one may ignore.</summary>
    [FieldOffset(40)] public ulong OptionalFeatures;

    /// <summary>Offset of the first interface object.</summary>
    [FieldOffset(48)] public ulong IfPoolOffset;

    /// <summary>Number of interface objects.</summary>
    [FieldOffset(56)] public uint IfCount;

    /// <summary>Bytes from one interface object to the next.</summary>
    [FieldOffset(60)] public uint IfSize;

    /// <summary>Offset of the first ring object.</summary>
    [FieldOffset(64)] public ulong RingPoolOffset;

    /// <summary>Number of ring objects.</summary>
    [FieldOffset(72)] public uint RingCount;

    /// <summary>Bytes from one ring object to the next.</summary>
    [FieldOffset(76)] public uint RingSize;

    /// <summary>Offset of buffer 0.</summary>
    [FieldOffset(80)] public ulong BufferPoolOffset;

    /// <summary>Number of buffers, the reserved ones included.</summary>
    [FieldOffset(88)] public uint BufferCount;

    /// <summary>Bytes from one buffer to the next.</summary>
    [FieldOffset(92)] public uint BufferSize;

    /// <summary>Offset of the CSB array that applications write (<see cref="CsbAtok"/>).</summary>
    [FieldOffset(96)] public ulong AtokOffset;

    /// <summary>Offset of the CSB array that the host writes (<see cref="CsbKtoa"/>).</summary>
    [FieldOffset(104)] public ulong KtoaOffset;

    /// <summary>Entries of each CSB array.</summary>
    [FieldOffset(112)] public uint CsbEntries;
}
