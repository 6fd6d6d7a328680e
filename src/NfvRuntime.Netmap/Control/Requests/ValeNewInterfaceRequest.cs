using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>Body of <see cref="RequestType.ValeNewInterface"/> (<c>nmreq_vale_newif</c>).</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct ValeNewInterfaceRequest
{
    /// <summary>Slots of a tx ring.</summary>
    [FieldOffset(0)] public uint TxSlots;

    /// <summary>Slots of an rx ring.</summary>
    [FieldOffset(4)] public uint RxSlots;

    /// <summary>Tx rings.</summary>
    [FieldOffset(8)] public ushort TxRings;

    /// <summary>Rx rings.</summary>
    [FieldOffset(10)] public ushort RxRings;

    /// <summary>Memory.</summary>
    [FieldOffset(12)] public ushort MemId;
}
