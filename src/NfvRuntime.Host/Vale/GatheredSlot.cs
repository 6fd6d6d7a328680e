using System.Runtime.InteropServices;

namespace NfvRuntime.Host;

/// <summary>One slot of a batch, read once from shared memory and checked.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GatheredSlot
{
    /// <summary>First byte of data.</summary>
    public byte* Data;

    /// <summary>Bytes that may be read from <see cref="Data"/> on: to the end of the buffer.</summary>
    public uint Readable;

    /// <summary>Bytes of data.</summary>
    public ushort Length;

    /// <summary>Flags of the received slot: the packet's slots in the high byte, MOREFRAG on all but its last.</summary>
    public ushort Flags;

    /// <summary>On a packet's first slot: where it goes.</summary>
    public byte Destination;

    /// <summary>On a packet's first slot: how many it has.</summary>
    public byte Fragments;

    /// <summary>On a packet's first slot: bytes of virtio-net header in front of the frame; all of the slot's, if it holds nothing else.</summary>
    public byte HeaderLength;
}
