using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap;

/// <summary>The shared header of a ring: the first 256 bytes of <c>netmap_ring</c>; the slots follow at once.</summary>
/// <remarks>All fields are physically writable by whoever maps the region. Use <see cref="RingView"/>, which keeps checked copies.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 256)]
public struct NetmapRing
{
    /// <summary>Byte distance from this header to buffer 0.</summary>
    [FieldOffset(0)] public long BufOfs;

    /// <summary>Number of slots; need not be a power of two.</summary>
    [FieldOffset(8)] public uint NumSlots;

    /// <summary>Distance between two buffers in bytes.</summary>
    [FieldOffset(12)] public uint NrBufSize;

    /// <summary>Ring number within its port and direction.</summary>
    [FieldOffset(16)] public ushort RingId;

    /// <summary>1 for tx and 0 for rx as the kernel stores it, which is the reverse of what its header says: do not rely on it.</summary>
    [FieldOffset(18)] public ushort Dir;

    /// <summary>First slot the owner has not yet handed over. Written by the owner.</summary>
    [FieldOffset(20)] public uint Head;

    /// <summary>The owner's wake-up point. Written by the owner.</summary>
    [FieldOffset(24)] public uint Cur;

    /// <summary>First slot that still belongs to the host. Written by the host.</summary>
    [FieldOffset(28)] public uint Tail;

    /// <summary><see cref="RingFlags"/>. Written by the owner.</summary>
    [FieldOffset(32)] public uint Flags;

    /// <summary>Seconds of the last sync's time stamp. Written by the host.</summary>
    [FieldOffset(40)] public long TimestampSeconds;

    /// <summary>Microseconds of the last sync's time stamp. Written by the host.</summary>
    [FieldOffset(48)] public long TimestampMicroseconds;

    /// <summary>The bits of <see cref="NetmapSlot.Ptr"/> that hold a data offset; 0 where offsets are off.</summary>
    [FieldOffset(56)] public ulong OffsetMask;

    /// <summary>Alignment in bytes that the host wants for buffer addresses.</summary>
    [FieldOffset(64)] public ulong BufAlign;
}
