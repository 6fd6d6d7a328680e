using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>Data offsets in slots (<c>nmreq_opt_offsets</c>), for REGISTER.</summary>
[StructLayout(LayoutKind.Explicit, Size = 56)]
public struct OffsetsRequestOption
{
    /// <summary>Type, link and status.</summary>
    [FieldOffset(0)] public RequestOption Header;

    /// <summary>Largest offset in bytes, at most the buffer size; larger ones met at run time are clamped to it.</summary>
    [FieldOffset(24)] public ulong MaxOffset;

    /// <summary>Offset given to every slot when the caller is the ring's only user.</summary>
    [FieldOffset(32)] public ulong InitialOffset;

    /// <summary>Bits of the slot's ptr that hold the offset; 0 means 64.</summary>
    [FieldOffset(40)] public uint OffsetBits;

    /// <summary>Alignment asked for on tx.</summary>
    [FieldOffset(44)] public uint TxAlign;

    /// <summary>Smallest gap asked for, in bytes.</summary>
    [FieldOffset(48)] public ulong MinGap;
}
