namespace NfvRuntime.Host;

/// <summary>The error names of netmap's control interface that this host gives, with Linux's numbers.</summary>
public enum NetmapErrno
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>No such interface or switch port.</summary>
    ENXIO = 6,

    /// <summary>Memory, buffers, switches or switch ports are used up.</summary>
    ENOMEM = 12,

    /// <summary>Somebody uses it exclusively, or it is in another mode.</summary>
    EBUSY = 16,

    /// <summary>A port of that name exists.</summary>
    EEXIST = 17,

    /// <summary>A name, count or combination that is not allowed.</summary>
    EINVAL = 22,

    /// <summary>This host has no such kind of port or option.</summary>
    EOPNOTSUPP = 95,
}
