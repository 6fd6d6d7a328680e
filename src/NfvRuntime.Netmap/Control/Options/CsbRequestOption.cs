using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>Switches to CSB mode (<c>nmreq_opt_csb</c>), for REGISTER and CSB_ENABLE.</summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
public struct CsbRequestOption
{
    /// <summary>Type, link and status.</summary>
    [FieldOffset(0)] public RequestOption Header;

    /// <summary>User address of an array of <see cref="CsbAtok"/>, one for each bound ring, tx first; 64-byte aligned.</summary>
    [FieldOffset(24)] public ulong Atok;

    /// <summary>User address of the array of <see cref="CsbKtoa"/>; 64-byte aligned.</summary>
    [FieldOffset(32)] public ulong Ktoa;
}
