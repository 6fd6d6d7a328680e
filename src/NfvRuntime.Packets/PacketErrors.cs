namespace NfvRuntime.Packets;

/// <summary>Texts of <see cref="PacketError"/>.</summary>
public static class PacketErrors
{
    /// <summary>What is wrong, as a phrase that can follow "the frame is malformed: ". Constant strings; nothing is allocated.</summary>
    public static string Describe(this PacketError error) => error switch
    {
        PacketError.None => "nothing is wrong",
        PacketError.EthernetTruncated => "shorter than an Ethernet header (14 bytes)",
        PacketError.VlanTruncated => "the frame ends inside a VLAN tag",
        PacketError.TooManyVlanTags => "more than 4 VLAN tags",
        PacketError.LengthFieldBeyondFrame => "the 802.3 length field reaches beyond the frame",
        PacketError.ArpTruncated => "shorter than an ARP packet for IPv4 over Ethernet (28 bytes)",
        PacketError.ArpNotEthernetIpv4 => "an ARP packet for other than Ethernet and IPv4 addresses",
        PacketError.Ipv4Truncated => "shorter than an IPv4 header (20 bytes)",
        PacketError.Ipv4Version => "the IP version is not 4 in a packet announced as IPv4",
        PacketError.Ipv4HeaderLengthTooSmall => "the IPv4 header length is less than 20 bytes",
        PacketError.Ipv4HeaderLengthBeyondFrame => "the IPv4 header length reaches beyond the frame",
        PacketError.Ipv4TotalLengthTooSmall => "the IPv4 total length is less than the header length",
        PacketError.Ipv4TotalLengthBeyondFrame => "the IPv4 total length reaches beyond the frame",
        PacketError.FragmentBeyondPacket => "the fragment ends beyond 65,535 bytes of the whole packet",
        PacketError.FragmentLengthNotMultipleOf8 => "a fragment before the last is not a multiple of 8 bytes long",
        PacketError.OptionLength => "an option's length is below 2 or reaches beyond the header",
        PacketError.Ipv6Truncated => "shorter than an IPv6 header (40 bytes)",
        PacketError.Ipv6Version => "the IP version is not 6 in a packet announced as IPv6",
        PacketError.Ipv6PayloadLengthBeyondFrame => "the IPv6 payload length reaches beyond the frame",
        PacketError.Ipv6Jumbogram => "an IPv6 jumbogram",
        PacketError.Ipv6ExtensionTruncated => "the IPv6 payload ends inside an extension header",
        PacketError.Ipv6TooManyExtensions => "more than 16 IPv6 extension headers",
        PacketError.Ipv6HopByHopNotFirst => "an IPv6 hop-by-hop header that is not the first extension header",
        PacketError.IcmpTruncated => "shorter than an ICMP header (8 bytes)",
        PacketError.Icmpv6Truncated => "shorter than an ICMPv6 header (4 bytes)",
        PacketError.TcpTruncated => "shorter than a TCP header (20 bytes)",
        PacketError.TcpDataOffsetTooSmall => "the TCP data offset is less than 20 bytes",
        PacketError.TcpDataOffsetBeyondSegment => "the TCP data offset reaches beyond the segment",
        PacketError.UdpTruncated => "shorter than a UDP header (8 bytes)",
        PacketError.UdpLengthTooSmall => "the UDP length is less than 8",
        PacketError.UdpLengthBeyondPacket => "the UDP length reaches beyond the IP payload",
        _ => "unknown reason",
    };
}
