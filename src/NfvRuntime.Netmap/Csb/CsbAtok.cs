using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap;

/// <summary>What the application tells the host about one ring (<c>nm_csb_atok</c>): one cache line, written by the application.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct CsbAtok
{
    /// <summary>Stands for the ring header's head.</summary>
    [FieldOffset(0)] public uint Head;

    /// <summary>Stands for the ring header's cur.</summary>
    [FieldOffset(4)] public uint Cur;

    /// <summary>1: the host is to kick the application when it makes progress.</summary>
    [FieldOffset(8)] public uint ApplNeedKick;

    /// <summary>Flags for the host's next txsync or rxsync.</summary>
    [FieldOffset(12)] public uint SyncFlags;
}
