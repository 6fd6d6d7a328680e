namespace NfvRuntime.Netmap.Control;

/// <summary>Constants of the control interface.</summary>
public static class ControlApi
{
    /// <summary>The device node; one open file is one handle, bound to at most one port, once.</summary>
    public const string DevicePath = "/dev/netmap";

    /// <summary>The API version this project speaks (<c>NETMAP_API</c>).</summary>
    public const ushort Version = 14;

    /// <summary>Oldest version that a kernel accepts; below it EINVAL.</summary>
    public const ushort MinVersion = 14;

    /// <summary>Newest version that a kernel accepts; above it EINVAL.</summary>
    public const ushort MaxVersion = 15;

    /// <summary>Room for a port name in a request, terminating NUL included (<c>NETMAP_REQ_IFNAMSIZ</c>).</summary>
    public const int NameSize = 64;

    /// <summary>Most bytes of body and options together (<c>NETMAP_REQ_MAXSIZE</c>); above it EMSGSIZE.</summary>
    public const int MaxRequestSize = 4096;

    /// <summary>Most slots a packet may take (<c>NETMAP_MAX_FRAGS</c>).</summary>
    public const int MaxFragments = 64;

    /// <summary>Bits of a ring number (<c>NETMAP_RING_MASK</c>).</summary>
    public const ushort RingMask = 0x0fff;

    /// <summary>Alignment of rings in bytes (<c>NM_CACHE_ALIGN</c>).</summary>
    public const int CacheAlignment = 128;
}
