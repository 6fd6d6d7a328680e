using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>What every control request begins with (<c>nmreq_header</c>).</summary>
/// <remarks>Header, options, bodies and everything they point to must be native memory that does not move for the whole call.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 88)]
public unsafe struct RequestHeader
{
    /// <summary>API version, <see cref="ControlApi.Version"/>.</summary>
    [FieldOffset(0)] public ushort Version;

    /// <summary>What is asked for.</summary>
    [FieldOffset(2)] public RequestType Type;

    /// <summary>Must be 0.</summary>
    [FieldOffset(4)] public uint Reserved;

    /// <summary>Port name without <c>netmap:</c>, NUL-terminated; the kernel forces the last byte to 0.</summary>
    [FieldOffset(8)] public fixed byte Name[ControlApi.NameSize];

    /// <summary>User address of the first option; 0 for none.</summary>
    [FieldOffset(72)] public ulong Options;

    /// <summary>User address of the body; must be 0 for requests that have none.</summary>
    [FieldOffset(80)] public ulong Body;
}
