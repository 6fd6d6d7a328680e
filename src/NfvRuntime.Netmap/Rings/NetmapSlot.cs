using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap;

/// <summary>One entry of a ring: the buffer it holds and what is in it. The 16-byte <c>netmap_slot</c>.</summary>
/// <remarks>Shared memory: read each field once into a local, check it, then use the local.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct NetmapSlot
{
    /// <summary>Index of the buffer; 0 and 1 are reserved.</summary>
    [FieldOffset(0)] public uint BufIdx;

    /// <summary>Bytes of frame data in the buffer.</summary>
    [FieldOffset(4)] public ushort Len;

    /// <summary><see cref="SlotFlags"/>.</summary>
    [FieldOffset(6)] public ushort Flags;

    /// <summary>User address (<see cref="SlotFlags.Indirect"/>) or, under <see cref="NetmapRing.OffsetMask"/>, the data offset.</summary>
    [FieldOffset(8)] public ulong Ptr;
}
