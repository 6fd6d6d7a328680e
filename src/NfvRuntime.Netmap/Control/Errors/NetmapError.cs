namespace NfvRuntime.Netmap.Control;

/// <summary>The errors with which netmap answers control requests, independent of a system's errno numbers.</summary>
public enum NetmapError
{
    /// <summary>No error.</summary>
    None,

    /// <summary>EBUSY.</summary>
    Busy,

    /// <summary>EINVAL.</summary>
    Invalid,

    /// <summary>ENXIO.</summary>
    NoSuchDevice,

    /// <summary>ENODEV.</summary>
    NoDevice,

    /// <summary>EIO.</summary>
    InputOutput,

    /// <summary>ENOMEM.</summary>
    NoMemory,

    /// <summary>EOPNOTSUPP.</summary>
    NotSupported,

    /// <summary>EMSGSIZE.</summary>
    MessageSize,

    /// <summary>EFAULT.</summary>
    BadAddress,

    /// <summary>EEXIST.</summary>
    Exists,
}
