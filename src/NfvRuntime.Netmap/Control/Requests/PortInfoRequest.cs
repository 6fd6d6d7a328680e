using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>Body of <see cref="RequestType.PortInfoGet"/> (<c>nmreq_port_info_get</c>).</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
public struct PortInfoRequest
{
    /// <summary>Bytes of the port's region.</summary>
    [FieldOffset(0)] public ulong MemSize;

    /// <summary>Slots of a tx ring.</summary>
    [FieldOffset(8)] public uint TxSlots;

    /// <summary>Slots of an rx ring.</summary>
    [FieldOffset(12)] public uint RxSlots;

    /// <summary>Hardware tx rings.</summary>
    [FieldOffset(16)] public ushort TxRings;

    /// <summary>Hardware rx rings.</summary>
    [FieldOffset(18)] public ushort RxRings;

    /// <summary>Host tx rings.</summary>
    [FieldOffset(20)] public ushort HostTxRings;

    /// <summary>Host rx rings.</summary>
    [FieldOffset(22)] public ushort HostRxRings;

    /// <summary>In and out: memory; with an empty name only this memory is described, 0 meaning 1.</summary>
    [FieldOffset(24)] public ushort MemId;
}
