using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using NfvRuntime.Packets;

namespace NfvRuntime.Sdk.TestKit;

/// <summary>Well-formed Ethernet frames for tests, with right lengths and checksums. Addresses decide between IPv4 and IPv6.</summary>
public static class TestFrames
{
    /// <summary>Bytes of an Ethernet header.</summary>
    public const int EthernetLength = 14;

    /// <summary>A TCP segment.</summary>
    /// <param name="from">Source address.</param>
    /// <param name="to">Destination address, of the same IP version.</param>
    /// <param name="fromPort">Source port.</param>
    /// <param name="toPort">Destination port.</param>
    /// <param name="payload">Bytes behind the header, which count up.</param>
    public static byte[] Tcp(string from, string to, int fromPort, int toPort, int payload = 0)
    {
        byte[] segment = new byte[20 + payload];
        Ports(segment, fromPort, toPort);
        segment[12] = 5 << 4;
        segment[13] = 0x10; // ACK
        Fill(segment.AsSpan(20));
        return Ip(from, to, IpProtocol.Tcp, segment, checksumAt: 16);
    }

    /// <summary>A UDP datagram.</summary>
    /// <param name="from">Source address.</param>
    /// <param name="to">Destination address, of the same IP version.</param>
    /// <param name="fromPort">Source port.</param>
    /// <param name="toPort">Destination port.</param>
    /// <param name="payload">Bytes behind the header, which count up.</param>
    public static byte[] Udp(string from, string to, int fromPort, int toPort, int payload = 0)
    {
        byte[] datagram = new byte[8 + payload];
        Ports(datagram, fromPort, toPort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), (ushort)datagram.Length);
        Fill(datagram.AsSpan(8));
        return Ip(from, to, IpProtocol.Udp, datagram, checksumAt: 6);
    }

    /// <summary>An ICMP or ICMPv6 message of eight bytes.</summary>
    /// <param name="from">Source address.</param>
    /// <param name="to">Destination address, of the same IP version.</param>
    /// <param name="type">Its type.</param>
    public static byte[] Icmp(string from, string to, byte type)
    {
        bool six = from.Contains(':');
        return Ip(from, to, six ? IpProtocol.Icmpv6 : IpProtocol.Icmp, [type, 0, 0, 0, 0, 1, 0, 1], checksumAt: 2);
    }

    /// <summary>An IP packet with any payload; its checksum is written only where one is asked for.</summary>
    /// <param name="from">Source address.</param>
    /// <param name="to">Destination address, of the same IP version.</param>
    /// <param name="protocol">IP protocol or next header.</param>
    /// <param name="payload">What follows the IP header.</param>
    /// <param name="checksumAt">Where in the payload a checksum belongs; -1 for none.</param>
    public static byte[] Ip(string from, string to, byte protocol, byte[] payload, int checksumAt = -1)
    {
        IPAddress source = IPAddress.Parse(from);
        byte[] addresses = [.. source.GetAddressBytes(), .. IPAddress.Parse(to).GetAddressBytes()];
        bool six = source.AddressFamily == AddressFamily.InterNetworkV6;
        byte[] header = [.. new byte[six ? 8 : 12], .. addresses];
        header[0] = six ? (byte)0x60 : (byte)0x45;
        header[six ? 6 : 9] = protocol;
        header[six ? 7 : 8] = 64;
        int length = six ? payload.Length : header.Length + payload.Length;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(six ? 4 : 2), (ushort)length);
        if (!six)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(10), InternetChecksum.Compute(header));
        }

        if (checksumAt >= 0)
        {
            byte[] pseudo = protocol == IpProtocol.Icmp ? [] : [.. addresses, 0, protocol, (byte)(payload.Length >> 8), (byte)payload.Length];
            ushort checksum = InternetChecksum.Compute(payload, InternetChecksum.Sum(pseudo));
            BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(checksumAt), checksum);
        }

        return Ethernet(six ? EtherType.Ipv6 : EtherType.Ipv4, [.. header, .. payload]);
    }

    /// <summary>An ARP request.</summary>
    public static byte[] Arp() =>
        Ethernet(EtherType.Arp, [0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1, 10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 10, 0, 0, 2]);

    /// <summary>A frame of any EtherType.</summary>
    /// <param name="type">The EtherType.</param>
    /// <param name="payload">What follows it.</param>
    public static byte[] Ethernet(ushort type, byte[] payload) =>
        [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, (byte)(type >> 8), (byte)type, .. payload];

    /// <summary>The same frame behind an 802.1Q tag.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="id">VLAN, 0 to 4095.</param>
    public static byte[] Tagged(byte[] frame, int id) => [.. frame[..12], 0x81, 0, (byte)(id >> 8), (byte)id, .. frame[12..]];

    /// <summary>The same IPv4 packet as a fragment; its payload stays as it is.</summary>
    /// <param name="frame">An untagged IPv4 frame.</param>
    /// <param name="offset">Offset in units of 8 bytes.</param>
    /// <param name="more">Whether more fragments follow.</param>
    public static byte[] Fragment(byte[] frame, int offset, bool more)
    {
        byte[] fragment = [.. frame];
        Span<byte> header = fragment.AsSpan(EthernetLength, 20);
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], (ushort)(offset | (more ? 0x2000 : 0)));
        header[10..12].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], InternetChecksum.Compute(header));
        return fragment;
    }

    private static void Ports(Span<byte> header, int from, int to)
    {
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)from);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)to);
    }

    private static void Fill(Span<byte> payload)
    {
        for (int i = 0; i < payload.Length; i++)
        {
            payload[i] = (byte)i;
        }
    }
}
