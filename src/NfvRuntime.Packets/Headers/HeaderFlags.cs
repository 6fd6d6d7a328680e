namespace NfvRuntime.Packets;

/// <summary>What <see cref="HeaderParser"/> found out about a frame.</summary>
[Flags]
public enum HeaderFlags : byte
{
    /// <summary>The frame has not been looked at.</summary>
    NotParsed = 0,

    /// <summary>The parser has looked at the frame.</summary>
    Parsed = 1,

    /// <summary>Version 4, and at least 20 bytes of header, at the layer 3 offset; so the addresses may be read.</summary>
    Ipv4 = 2,

    /// <summary>Version 6, and all 40 bytes of header, at the layer 3 offset; so the addresses may be read.</summary>
    Ipv6 = 4,

    /// <summary>A fragment of an IP packet, the first one included.</summary>
    Fragment = 8,

    /// <summary>A fragment that does not begin with the upper header. <see cref="Fragment"/> is set, too.</summary>
    NonFirstFragment = 16,

    /// <summary><see cref="HeaderOffsets.Error"/> says why. The offsets found before the fault are given.</summary>
    Malformed = 32,

    /// <summary>Source and destination ports may be read from the first four bytes at the layer 4 offset (TCP, UDP, SCTP).</summary>
    Ports = 64,

    /// <summary>A complete ARP packet for IPv4 over Ethernet stands at the layer 3 offset.</summary>
    Arp = 128,
}
