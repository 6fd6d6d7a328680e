namespace NfvRuntime.Netmap;

/// <summary>Bits of <see cref="NetmapSlot.Flags"/> (<c>NS_*</c>).</summary>
public static class SlotFlags
{
    /// <summary>The slot's buffer was replaced.</summary>
    public const ushort BufChanged = 0x0001;

    /// <summary>Report completion of this tx slot; senders set it on the last slot of a burst.</summary>
    public const ushort Report = 0x0002;

    /// <summary>Pass the slot to the other side (host or NIC) in forward mode.</summary>
    public const ushort Forward = 0x0004;

    /// <summary>Defined for VALE; netmap itself never reads it.</summary>
    public const ushort NoLearn = 0x0008;

    /// <summary>The data is at the user address in <see cref="NetmapSlot.Ptr"/> (VALE tx only).</summary>
    public const ushort Indirect = 0x0010;

    /// <summary>The packet goes on in the next slot.</summary>
    public const ushort MoreFrag = 0x0020;

    /// <summary>Monitor rx: the frame was seen in tx direction.</summary>
    public const ushort TxMon = 0x0040;

    /// <summary>
    /// Not netmap's: a virtio-net header of <see cref="VnetHeaderLength"/> bytes stands in the headroom, directly in front of the data. It
    /// says what is still to be done for the packet (Virtio 1.2 section 5.1.6.2). On a packet's first slot only.
    /// </summary>
    public const ushort VnetHeader = 0x0080;

    /// <summary>Bytes of the header of <see cref="VnetHeader"/>.</summary>
    public const int VnetHeaderLength = 12;

    /// <summary>Bits 8 to 15: on a VALE rx ring the number of fragments of the packet.</summary>
    public const int FragmentCountShift = 8;
}
