namespace NfvRuntime.Host;

/// <summary>Why a VALE switch dropped a packet.</summary>
public enum ValeDropReason
{
    /// <summary>The look-up said so: it goes back where it came from, or to a port that has gone, or nobody else is there.</summary>
    NoDestination,

    /// <summary>The destination ring had no room for the whole packet. VALE never holds up a sender.</summary>
    DestinationFull,

    /// <summary>Shorter than an Ethernet header.</summary>
    TooShort,

    /// <summary>More slots than a packet may have.</summary>
    TooManyFragments,

    /// <summary>A slot's buffer index, offset or length was impossible, or it pointed outside of the region.</summary>
    BadSlot,

    /// <summary>The virtio-net header in front was not whole, or asked for what cannot be done.</summary>
    BadOffload,
}
