using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>Body of <see cref="RequestType.ValeList"/> (<c>nmreq_vale_list</c>).</summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct ValeListRequest
{
    /// <summary>Number of the switch.</summary>
    [FieldOffset(0)] public ushort BridgeIndex;

    /// <summary>Number of the port on the switch.</summary>
    [FieldOffset(4)] public uint PortIndex;
}
