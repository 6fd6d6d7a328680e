using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap;

/// <summary>The fixed part of <c>netmap_if</c>: what one handle has bound. Signed 64-bit ring offsets follow at byte 56.</summary>
/// <remarks>Offsets stand in the order tx, host tx, rx, host rx; 0 marks a ring that this handle has not bound.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 56)]
public unsafe struct NetmapIf
{
    /// <summary>Room for the name, terminating NUL included.</summary>
    public const int NameSize = 16;

    /// <summary>Bit of <see cref="Flags"/>: the port has a region of its own.</summary>
    public const uint PrivateMemory = 1;

    /// <summary>Port name, cut to 15 bytes, NUL-terminated.</summary>
    [FieldOffset(0)] public fixed byte Name[NameSize];

    /// <summary>Unused.</summary>
    [FieldOffset(16)] public uint Version;

    /// <summary>Bit 0: <see cref="PrivateMemory"/>.</summary>
    [FieldOffset(20)] public uint Flags;

    /// <summary>Number of tx rings.</summary>
    [FieldOffset(24)] public uint TxRings;

    /// <summary>Number of rx rings.</summary>
    [FieldOffset(28)] public uint RxRings;

    /// <summary>First buffer of the extra-buffer list; 0 is none. Writable by the user.</summary>
    [FieldOffset(32)] public uint BufsHead;

    /// <summary>Number of host tx ring offsets, at least 1 even on ports without host rings.</summary>
    [FieldOffset(36)] public uint HostTxRings;

    /// <summary>Number of host rx ring offsets, at least 1 even on ports without host rings.</summary>
    [FieldOffset(40)] public uint HostRxRings;
}
