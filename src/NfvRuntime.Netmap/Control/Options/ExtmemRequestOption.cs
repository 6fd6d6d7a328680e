using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>Makes the port's memory out of the caller's pages (<c>nmreq_opt_extmem</c>), for REGISTER.</summary>
[StructLayout(LayoutKind.Explicit, Size = 96)]
public struct ExtmemRequestOption
{
    /// <summary>Type, link and status.</summary>
    [FieldOffset(0)] public RequestOption Header;

    /// <summary>Address of the caller's memory.</summary>
    [FieldOffset(24)] public ulong UserAddress;

    /// <summary>Pool sizes; 0 takes the default. Its memory size bounds the total.</summary>
    [FieldOffset(32)] public PoolsInfoRequest Pools;
}
