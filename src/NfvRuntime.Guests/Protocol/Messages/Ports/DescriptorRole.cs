namespace NfvRuntime.Guests.Protocol;

/// <summary>What a descriptor beside a frame is for.</summary>
public enum DescriptorRole
{
    /// <summary>The region's memory.</summary>
    Region,

    /// <summary>Written by the guest to kick the host about one ring: an eventfd, or a socket where the guest is not trusted.</summary>
    Kick,

    /// <summary>Readable when the host notifies the guest about one ring.</summary>
    Notify,

    /// <summary>Control operations on the port, where they do not go through this connection.</summary>
    Control,
}
