using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>Body of <see cref="RequestType.ValeDetach"/> (<c>nmreq_vale_detach</c>).</summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct ValeDetachRequest
{
    /// <summary>Out: number the port had on the switch.</summary>
    [FieldOffset(0)] public uint PortIndex;
}
