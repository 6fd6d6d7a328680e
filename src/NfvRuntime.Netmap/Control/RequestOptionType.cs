namespace NfvRuntime.Netmap.Control;

/// <summary>Which option (<c>NETMAP_REQ_OPT_*</c>). Type 0 gives EINVAL; types from <see cref="Max"/> on are marked EOPNOTSUPP.</summary>
public enum RequestOptionType : uint
{
    /// <summary>No option.</summary>
    None = 0,

    /// <summary>The caller's memory, <see cref="ExtmemRequestOption"/>.</summary>
    Extmem = 1,

    /// <summary>Kick descriptors, <see cref="KloopEventFds"/>.</summary>
    SyncKloopEventFds = 2,

    /// <summary>CSB mode, <see cref="CsbRequestOption"/>.</summary>
    Csb = 3,

    /// <summary>Direct processing, <see cref="KloopModeRequestOption"/>.</summary>
    SyncKloopMode = 4,

    /// <summary>Data offsets, <see cref="OffsetsRequestOption"/>.</summary>
    Offsets = 5,

    /// <summary>First number that is no option.</summary>
    Max = 6,
}
