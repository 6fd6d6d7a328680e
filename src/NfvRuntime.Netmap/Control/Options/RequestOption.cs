using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>What every option begins with (<c>nmreq_option</c>).</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
public struct RequestOption
{
    /// <summary>User address of the next option; 0 ends the list.</summary>
    [FieldOffset(0)] public ulong Next;

    /// <summary>Which option.</summary>
    [FieldOffset(8)] public RequestOptionType Type;

    /// <summary>Out: 0 or an errno. The only error detail that reaches the caller on every system.</summary>
    [FieldOffset(12)] public uint Status;

    /// <summary>Bytes of the whole option for those of variable size; else 0.</summary>
    [FieldOffset(16)] public ulong Size;
}
