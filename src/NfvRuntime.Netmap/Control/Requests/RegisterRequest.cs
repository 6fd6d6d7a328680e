using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>Body of <see cref="RequestType.Register"/> (<c>nmreq_register</c>).</summary>
[StructLayout(LayoutKind.Explicit, Size = 56)]
public struct RegisterRequest
{
    /// <summary>Out: where the region holds this handle's <see cref="NetmapIf"/>.</summary>
    [FieldOffset(0)] public ulong Offset;

    /// <summary>Out: bytes to map.</summary>
    [FieldOffset(8)] public ulong MemSize;

    /// <summary>In and out: slots of a tx ring.</summary>
    [FieldOffset(16)] public uint TxSlots;

    /// <summary>In and out: slots of an rx ring.</summary>
    [FieldOffset(20)] public uint RxSlots;

    /// <summary>In and out: hardware tx rings.</summary>
    [FieldOffset(24)] public ushort TxRings;

    /// <summary>In and out: hardware rx rings.</summary>
    [FieldOffset(26)] public ushort RxRings;

    /// <summary>In and out: host tx rings.</summary>
    [FieldOffset(28)] public ushort HostTxRings;

    /// <summary>In and out: host rx rings.</summary>
    [FieldOffset(30)] public ushort HostRxRings;

    /// <summary>In and out: memory; 0 lets netmap choose, 1 is the global one.</summary>
    [FieldOffset(32)] public ushort MemId;

    /// <summary>In: the ring pair for the one-ring modes.</summary>
    [FieldOffset(34)] public ushort RingId;

    /// <summary>In: which rings to bind.</summary>
    [FieldOffset(36)] public RegisterMode Mode;

    /// <summary>In and out: spare buffers; fewer may be granted.</summary>
    [FieldOffset(40)] public uint ExtraBuffers;

    /// <summary>In: how to bind.</summary>
    [FieldOffset(48)] public RegisterFlags Flags;
}
