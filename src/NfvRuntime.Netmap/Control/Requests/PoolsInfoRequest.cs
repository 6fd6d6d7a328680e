using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>Body of <see cref="RequestType.PoolsInfoGet"/> (<c>nmreq_pools_info</c>), also inside <see cref="ExtmemRequestOption"/>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct PoolsInfoRequest
{
    /// <summary>Bytes of the region.</summary>
    [FieldOffset(0)] public ulong MemSize;

    /// <summary>In and out: memory.</summary>
    [FieldOffset(8)] public ushort MemId;

    /// <summary>Offset of the interface pool.</summary>
    [FieldOffset(16)] public ulong IfPoolOffset;

    /// <summary>Interface objects.</summary>
    [FieldOffset(24)] public uint IfPoolObjects;

    /// <summary>Bytes of an interface object.</summary>
    [FieldOffset(28)] public uint IfPoolObjectSize;

    /// <summary>Offset of the ring pool.</summary>
    [FieldOffset(32)] public ulong RingPoolOffset;

    /// <summary>Ring objects.</summary>
    [FieldOffset(40)] public uint RingPoolObjects;

    /// <summary>Bytes of a ring object.</summary>
    [FieldOffset(44)] public uint RingPoolObjectSize;

    /// <summary>Offset of the buffer pool.</summary>
    [FieldOffset(48)] public ulong BufferPoolOffset;

    /// <summary>Buffers.</summary>
    [FieldOffset(56)] public uint BufferPoolObjects;

    /// <summary>Bytes of a buffer.</summary>
    [FieldOffset(60)] public uint BufferPoolObjectSize;
}
