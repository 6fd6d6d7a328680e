namespace NfvRuntime.Chains;

/// <summary>By what one side wakes another.</summary>
public enum KickMeans
{
    /// <summary>An eventfd: cheapest, but a peer could make the other block in it, so it is for those who trust each other.</summary>
    Eventfd,

    /// <summary>A datagram socket, with a limit to how often it is heeded.</summary>
    Socket,
}
