using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>Body of <see cref="RequestType.PortHeaderSet"/> and <see cref="RequestType.PortHeaderGet"/> (<c>nmreq_port_hdr</c>).</summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct PortHeaderRequest
{
    /// <summary>Bytes of virtio-net header in front of each frame: 0, 10 or 12.</summary>
    [FieldOffset(0)] public uint HeaderLength;
}
