using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap;

/// <summary>
/// The first half of a <see cref="NetmapSlot"/>: what a burst holds for each packet. Having the slot's own image, descriptors and
/// slots are exchanged by vector moves.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct SlotDescriptor
{
    /// <summary>Index of the packet buffer in its region; 0 and 1 are reserved.</summary>
    [FieldOffset(0)] public uint BufIdx;

    /// <summary>Bytes of frame in the buffer, counted from the data offset, without the Ethernet CRC.</summary>
    [FieldOffset(4)] public ushort Len;

    /// <summary>
    /// Of <see cref="SlotFlags"/>, only <see cref="SlotFlags.MoreFrag"/> and <see cref="SlotFlags.VnetHeader"/> are kept in a descriptor.
    /// </summary>
    [FieldOffset(6)] public ushort Flags;

    /// <summary>True if the packet goes on in the next descriptor.</summary>
    public readonly bool MoreFrag => (Flags & SlotFlags.MoreFrag) != 0;

    /// <summary>True if a virtio-net header stands in front of the data.</summary>
    public readonly bool HasVnetHeader => (Flags & SlotFlags.VnetHeader) != 0;
}
