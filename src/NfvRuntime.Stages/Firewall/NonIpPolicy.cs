namespace NfvRuntime.Stages;

/// <summary>What a firewall does with frames that are not IP, which no rule can be about.</summary>
public enum NonIpPolicy
{
    /// <summary>ARP for IPv4 over Ethernet is allowed, since without it no IPv4 neighbour finds another; everything else is dropped.</summary>
    Arp,

    /// <summary>All are allowed.</summary>
    Allow,

    /// <summary>All are dropped.</summary>
    Drop,
}
