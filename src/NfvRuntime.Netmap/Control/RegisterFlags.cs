namespace NfvRuntime.Netmap.Control;

/// <summary>How a REGISTER binds (<c>nr_flags</c>).</summary>
[Flags]
public enum RegisterFlags : ulong
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Copy monitor of tx traffic.</summary>
    MonitorTx = 0x100,

    /// <summary>Copy monitor of rx traffic.</summary>
    MonitorRx = 0x200,

    /// <summary>Zero-copy monitor, both directions.</summary>
    ZeroCopyMonitor = 0x400,

    /// <summary>No other handle may bind the same rings.</summary>
    Exclusive = 0x800,

    /// <summary>Bind rx rings only.</summary>
    RxRingsOnly = 0x2000,

    /// <summary>Bind tx rings only.</summary>
    TxRingsOnly = 0x4000,

    /// <summary>The caller can handle virtio-net headers.</summary>
    AcceptVnetHeader = 0x8000,

    /// <summary>Defined, but never consulted by the kernel.</summary>
    DoRxPoll = 0x10000,

    /// <summary>poll pushes tx rings only when asked for POLLOUT.</summary>
    NoTxPoll = 0x20000,
}
