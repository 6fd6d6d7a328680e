using System.Runtime.InteropServices;

namespace NfvRuntime.Host.Native;

/// <summary>What epoll is told about one descriptor. As large as on any architecture; what follows the events is not used here.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct EpollEvent
{
    [FieldOffset(0)] public uint Events;
}
