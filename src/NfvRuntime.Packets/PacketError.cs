namespace NfvRuntime.Packets;

/// <summary>Why a frame is malformed. <see cref="PacketErrors.Describe"/> gives the text.</summary>
public enum PacketError : byte
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>Shorter than the 14 bytes of an Ethernet header.</summary>
    EthernetTruncated,

    /// <summary>The frame ends inside a VLAN tag.</summary>
    VlanTruncated,

    /// <summary>More VLAN tags than <see cref="HeaderParser.MaxVlanTags"/>.</summary>
    TooManyVlanTags,

    /// <summary>An IEEE 802.3 length field promises more than the frame holds.</summary>
    LengthFieldBeyondFrame,

    /// <summary>The frame ends inside the ARP packet.</summary>
    ArpTruncated,

    /// <summary>An ARP packet for other than Ethernet and IPv4 addresses.</summary>
    ArpNotEthernetIpv4,

    /// <summary>The frame ends inside the first 20 bytes of the IPv4 header.</summary>
    Ipv4Truncated,

    /// <summary>The version field of an IPv4 packet is not 4.</summary>
    Ipv4Version,

    /// <summary>The IPv4 header length is less than 20 bytes.</summary>
    Ipv4HeaderLengthTooSmall,

    /// <summary>The IPv4 header length reaches beyond the frame.</summary>
    Ipv4HeaderLengthBeyondFrame,

    /// <summary>The IPv4 total length is less than the header length.</summary>
    Ipv4TotalLengthTooSmall,

    /// <summary>The IPv4 total length reaches beyond the frame.</summary>
    Ipv4TotalLengthBeyondFrame,

    /// <summary>A fragment that would end beyond 65,535 bytes of the reassembled packet.</summary>
    FragmentBeyondPacket,

    /// <summary>A fragment that is not the last and whose payload is not a multiple of 8 bytes.</summary>
    FragmentLengthNotMultipleOf8,

    /// <summary>An IPv4 or TCP option with a length below 2 or beyond the header.</summary>
    OptionLength,

    /// <summary>The frame ends inside the 40 bytes of the IPv6 header.</summary>
    Ipv6Truncated,

    /// <summary>The version field of an IPv6 packet is not 6.</summary>
    Ipv6Version,

    /// <summary>The IPv6 payload length reaches beyond the frame.</summary>
    Ipv6PayloadLengthBeyondFrame,

    /// <summary>An IPv6 jumbogram (RFC 2675), which no port of this project carries.</summary>
    Ipv6Jumbogram,

    /// <summary>The IPv6 payload ends inside an extension header.</summary>
    Ipv6ExtensionTruncated,

    /// <summary>More IPv6 extension headers than <see cref="Ipv6ExtensionWalker.MaxHeaders"/>.</summary>
    Ipv6TooManyExtensions,

    /// <summary>A hop-by-hop options header that is not the first extension header (RFC 8200 section 4.1).</summary>
    Ipv6HopByHopNotFirst,

    /// <summary>Shorter than the 8 bytes of an ICMP header.</summary>
    IcmpTruncated,

    /// <summary>Shorter than the 4 bytes of an ICMPv6 header.</summary>
    Icmpv6Truncated,

    /// <summary>Shorter than the 20 bytes of a TCP header.</summary>
    TcpTruncated,

    /// <summary>The TCP data offset is less than 20 bytes.</summary>
    TcpDataOffsetTooSmall,

    /// <summary>The TCP data offset reaches beyond the segment.</summary>
    TcpDataOffsetBeyondSegment,

    /// <summary>Shorter than the 8 bytes of a UDP header.</summary>
    UdpTruncated,

    /// <summary>The UDP length is less than 8.</summary>
    UdpLengthTooSmall,

    /// <summary>The UDP length reaches beyond the IP payload.</summary>
    UdpLengthBeyondPacket,
}
