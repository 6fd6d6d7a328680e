using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>Body of <see cref="RequestType.ValeAttach"/> (<c>nmreq_vale_attach</c>); the name is <c>valeX:interface</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct ValeAttachRequest
{
    /// <summary>How the interface is bound.</summary>
    [FieldOffset(0)] public RegisterRequest Register;

    /// <summary>Out: number of the port on the switch.</summary>
    [FieldOffset(56)] public uint PortIndex;
}
