using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace NfvRuntime.Packets;

/// <summary>
/// One pass over a frame's headers, for all stages together. Never throws, never reads outside the bytes given, and never looks at checksums.
/// </summary>
public static unsafe class HeaderParser
{
    /// <summary>How many VLAN tags are followed; more are an error.</summary>
    public const int MaxVlanTags = 4;

    /// <summary>Parses a frame that lies in one piece.</summary>
    public static HeaderOffsets Parse(ReadOnlySpan<byte> frame) => Parse(frame, frame.Length);

    /// <summary>
    /// Parses the first piece of a frame that is <paramref name="frameLength"/> bytes long in all. Length fields are judged by the whole frame;
    /// headers that do not lie in the first piece count as cut.
    /// </summary>
    public static HeaderOffsets Parse(ReadOnlySpan<byte> firstPiece, int frameLength)
    {
        fixed (byte* frame = firstPiece)
        {
            return Parse(frame, firstPiece.Length, frameLength);
        }
    }

    /// <summary>
    /// The same over raw memory: <paramref name="readable"/> bytes may be read at <paramref name="frame"/>, and the frame is
    /// <paramref name="frameLength"/> bytes long in all. Another writer of that memory can make the answer wrong, not the reads unsafe.
    /// </summary>
    public static HeaderOffsets Parse(byte* frame, int readable, int frameLength)
    {
        if (readable < 14)
        {
            return Bad(default, PacketError.EthernetTruncated);
        }

        var type = U16(frame + 12);
        var layerThree = 14;
        var vlans = 0;
        while (type != EtherType.Ipv4 && EtherType.IsVlan(type))
        {
            if (vlans == MaxVlanTags)
            {
                return Bad(Layers(LayerTwoKind.EthernetII, vlans, layerThree), PacketError.TooManyVlanTags);
            }

            if (readable < layerThree + 4)
            {
                return Bad(Layers(LayerTwoKind.EthernetII, vlans, layerThree), PacketError.VlanTruncated);
            }

            type = U16(frame + layerThree + 2);
            layerThree += 4;
            vlans++;
        }

        var found = Layers(LayerTwoKind.EthernetII, vlans, layerThree);
        return type switch
        {
            EtherType.Ipv4 => Ipv4(frame, found, layerThree, readable, frameLength),
            EtherType.Ipv6 => Ipv6(frame, found, layerThree, readable, frameLength),
            EtherType.Arp => Arp(frame, found, layerThree, readable),
            <= 1500 => Ieee8023(type, vlans, layerThree, frameLength),
            _ => new HeaderOffsets(found),
        };
    }

    private static HeaderOffsets Ipv4(byte* frame, ulong found, int at, int readable, int frameLength)
    {
        if (readable - at < 20)
        {
            return Bad(found, PacketError.Ipv4Truncated);
        }

        int first = frame[at];
        if (first >> 4 != 4)
        {
            return Bad(found, PacketError.Ipv4Version);
        }

        int protocol = frame[at + 9];
        found |= (uint)HeaderFlags.Ipv4 | (ulong)(uint)protocol << 24;
        var headerLength = (first & 15) * 4;
        if (headerLength < 20)
        {
            return Bad(found, PacketError.Ipv4HeaderLengthTooSmall);
        }

        if (headerLength > readable - at)
        {
            return Bad(found, PacketError.Ipv4HeaderLengthBeyondFrame);
        }

        int totalLength = U16(frame + at + 2);
        if (totalLength < headerLength)
        {
            return Bad(found, PacketError.Ipv4TotalLengthTooSmall);
        }

        if (totalLength > frameLength - at)
        {
            return Bad(found, PacketError.Ipv4TotalLengthBeyondFrame);
        }

        int fragment = U16(frame + at + 6);
        if ((fragment & 0x3FFF) != 0)
        {
            var error = FragmentError((fragment & 0x1FFF) * 8, totalLength - headerLength, headerLength, (fragment & 0x2000) != 0);
            found |= Fragments(fragment & 0x1FFF);
            if (error != PacketError.None)
            {
                return Bad(found, error);
            }
        }

        return Transport(frame, found, protocol, at + headerLength, at + totalLength, readable);
    }

    private static HeaderOffsets Ipv6(byte* frame, ulong found, int at, int readable, int frameLength)
    {
        if (readable - at < 40)
        {
            return Bad(found, PacketError.Ipv6Truncated);
        }

        if (frame[at] >> 4 != 6)
        {
            return Bad(found, PacketError.Ipv6Version);
        }

        found |= (uint)HeaderFlags.Ipv6;
        int payloadLength = U16(frame + at + 4);
        var protocol = frame[at + 6];
        var start = at + 40;
        if (payloadLength > frameLength - start)
        {
            return Bad(found, PacketError.Ipv6PayloadLengthBeyondFrame);
        }

        if (protocol is not (IpProtocol.Tcp or IpProtocol.Udp or IpProtocol.Icmpv6))
        {
            if (payloadLength == 0 && protocol == IpProtocol.HopByHop)
            {
                return Bad(found, PacketError.Ipv6Jumbogram);
            }

            var payload = new ReadOnlySpan<byte>(frame + start, Math.Min(payloadLength, readable - start));
            var walker = new Ipv6ExtensionWalker(payload, protocol, payloadLength);
            while (walker.MoveNext())
            {
            }

            if (walker.IsFragment)
            {
                found |= Fragments(walker.FragmentOffset);
            }

            if (walker.Error != PacketError.None)
            {
                return Bad(found, walker.Error);
            }

            protocol = walker.NextHeader;
            start += walker.Offset;
        }

        return Transport(frame, found | (ulong)protocol << 24, protocol, start, at + 40 + payloadLength, readable);
    }

    private static HeaderOffsets Transport(byte* frame, ulong found, int protocol, int at, int end, int readable)
    {
        found |= (ulong)(uint)at << 32;
        if ((found & (uint)HeaderFlags.NonFirstFragment) != 0)
        {
            return new HeaderOffsets(found);
        }

        var available = Math.Min(end, readable) - at;
        switch (protocol)
        {
            case IpProtocol.Tcp:
                if (available < 20)
                {
                    return Bad(found, PacketError.TcpTruncated);
                }

                var length = (frame[at + 12] >> 4) * 4;
                return length < 20 ? Bad(found, PacketError.TcpDataOffsetTooSmall)
                    : length > available ? Bad(found, PacketError.TcpDataOffsetBeyondSegment)
                    : Good(found | (uint)HeaderFlags.Ports, length);
            case IpProtocol.Udp:
                if (available < 8)
                {
                    return Bad(found, PacketError.UdpTruncated);
                }

                int promised = U16(frame + at + 4);
                return promised < 8 ? Bad(found, PacketError.UdpLengthTooSmall)
                    : promised > end - at && (found & (uint)HeaderFlags.Fragment) == 0 ? Bad(found, PacketError.UdpLengthBeyondPacket)
                    : Good(found | (uint)HeaderFlags.Ports, 8);
            case IpProtocol.Icmp:
                return available < 8 ? Bad(found, PacketError.IcmpTruncated) : Good(found, 8);
            case IpProtocol.Icmpv6:
                return available < 4 ? Bad(found, PacketError.Icmpv6Truncated) : Good(found, 4);
            case IpProtocol.Sctp when available >= 12:
                return Good(found | (uint)HeaderFlags.Ports, 12);
            default:
                return new HeaderOffsets(found);
        }
    }

    private static HeaderOffsets Arp(byte* frame, ulong found, int at, int readable)
    {
        // Hardware type 1, protocol type 0x0800, lengths 6 and 4: the first six bytes of every ARP packet for IPv4 over Ethernet.
        return readable - at < ArpView.Length ? Bad(found, PacketError.ArpTruncated)
            : U16(frame + at) != 1 || U16(frame + at + 2) != EtherType.Ipv4 || U16(frame + at + 4) != 0x0604
                ? Bad(found, PacketError.ArpNotEthernetIpv4)
            : new HeaderOffsets(found | (uint)HeaderFlags.Arp);
    }

    private static HeaderOffsets Ieee8023(int length, int vlans, int at, int frameLength)
    {
        var found = Layers(LayerTwoKind.Ieee8023, vlans, at);
        return length > frameLength - at ? Bad(found, PacketError.LengthFieldBeyondFrame) : new HeaderOffsets(found);
    }

    /// <summary>The two faults that fragment fields can have; <paramref name="before"/> counts header bytes before the payload.</summary>
    internal static PacketError FragmentError(int offset, int payload, int before, bool more) =>
        offset + payload + before > 65535 ? PacketError.FragmentBeyondPacket
        : more && (payload & 7) != 0 ? PacketError.FragmentLengthNotMultipleOf8
        : PacketError.None;

    private static uint Fragments(int offset) =>
        (uint)(offset == 0 ? HeaderFlags.Fragment : HeaderFlags.Fragment | HeaderFlags.NonFirstFragment);

    // The parts of the image that HeaderOffsets documents; built as one number because the parser is run on every packet.
    private static ulong Layers(LayerTwoKind kind, int vlans, int layerThree) =>
        (uint)HeaderFlags.Parsed | (uint)kind << 12 | (uint)vlans << 8 | (uint)layerThree << 16;

    private static HeaderOffsets Good(ulong found, int layerFourLength) => new(found | (ulong)(uint)layerFourLength << 48);

    private static HeaderOffsets Bad(ulong found, PacketError error) =>
        new(found | (uint)(HeaderFlags.Parsed | HeaderFlags.Malformed) | (ulong)error << 56);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort U16(byte* at) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ushort>(at));
}
