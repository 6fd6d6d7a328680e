namespace NfvRuntime.Host;

/// <summary>What a descriptor of a ptnet device is for.</summary>
public enum PtnetDescriptorRole
{
    /// <summary>The region's memory.</summary>
    Region,

    /// <summary>By it the guest kicks: the other side of a ring, or without a ring the host, which arbitrates resets. With
    /// <see cref="Netmap.PtnetFeatures.SocketKicks"/> it also brings the notifications.</summary>
    Kick,

    /// <summary>Readable when the guest is notified about a ring.</summary>
    Notify,
}
