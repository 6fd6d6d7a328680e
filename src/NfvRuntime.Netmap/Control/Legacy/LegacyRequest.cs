using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>The one structure of the API before version 13 (<c>nmreq</c>); the kernel translates it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 60)]
public unsafe struct LegacyRequest
{
    /// <summary>Room for the name, terminating NUL included.</summary>
    public const int NameSize = 16;

    /// <summary>Port name of at most 15 bytes, NUL-terminated.</summary>
    [FieldOffset(0)] public fixed byte Name[NameSize];

    /// <summary>API version; below 14 is refused, above is accepted.</summary>
    [FieldOffset(16)] public uint Version;

    /// <summary>Out: where the region holds this handle's <see cref="NetmapIf"/>.</summary>
    [FieldOffset(20)] public uint Offset;

    /// <summary>Out: bytes to map.</summary>
    [FieldOffset(24)] public uint MemSize;

    /// <summary>Slots of a tx ring.</summary>
    [FieldOffset(28)] public uint TxSlots;

    /// <summary>Slots of an rx ring.</summary>
    [FieldOffset(32)] public uint RxSlots;

    /// <summary>Tx rings.</summary>
    [FieldOffset(36)] public ushort TxRings;

    /// <summary>Rx rings.</summary>
    [FieldOffset(38)] public ushort RxRings;

    /// <summary>Ring number and <see cref="LegacyRingId"/> bits.</summary>
    [FieldOffset(40)] public ushort RingId;

    /// <summary>Command.</summary>
    [FieldOffset(42)] public ushort Command;

    /// <summary>First argument.</summary>
    [FieldOffset(44)] public ushort Arg1;

    /// <summary>Second argument: the memory.</summary>
    [FieldOffset(46)] public ushort Arg2;

    /// <summary>Third argument: extra buffers.</summary>
    [FieldOffset(48)] public uint Arg3;

    /// <summary>The low four bits are the mode.</summary>
    [FieldOffset(52)] public uint Flags;

    /// <summary>Unused.</summary>
    [FieldOffset(56)] public uint Spare;
}
