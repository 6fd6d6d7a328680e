namespace NfvRuntime.SystemTests.FirstChain;

internal enum FrameKind
{
    /// <summary>Something before or in the TCP, UDP or ICMP header is cut short or contradicts itself.</summary>
    Malformed,
    Arp,
    Ip,

    /// <summary>Neither IP nor ARP.</summary>
    Other,
}
