using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>Body of <see cref="RequestType.ValePollingEnable"/> and its opposite (<c>nmreq_vale_polling</c>).</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct ValePollingRequest
{
    /// <summary>One CPU or several.</summary>
    [FieldOffset(0)] public ValePollingMode Mode;

    /// <summary>First CPU that polls.</summary>
    [FieldOffset(4)] public uint FirstCpu;

    /// <summary>Number of CPUs that poll.</summary>
    [FieldOffset(8)] public uint Cpus;
}
