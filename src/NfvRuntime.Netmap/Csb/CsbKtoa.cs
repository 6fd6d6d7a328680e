using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap;

/// <summary>What the host tells the application about one ring (<c>nm_csb_ktoa</c>): one cache line, written by the host.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct CsbKtoa
{
    /// <summary>First slot the host has not yet consumed.</summary>
    [FieldOffset(0)] public uint HwCur;

    /// <summary>Stands for the ring header's tail.</summary>
    [FieldOffset(4)] public uint HwTail;

    /// <summary>1: the application is to kick the host when it publishes.</summary>
    [FieldOffset(8)] public uint KernNeedKick;
}
