using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>Kick descriptors of one ring, in CSB order; follow a <see cref="RequestOption"/> whose size states 24 + 8 a ring.</summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct KloopEventFds
{
    /// <summary>The application kicks the host; negative makes the loop poll.</summary>
    [FieldOffset(0)] public int IoEventFd;

    /// <summary>The host kicks the application; negative for never.</summary>
    [FieldOffset(4)] public int IrqFd;
}
