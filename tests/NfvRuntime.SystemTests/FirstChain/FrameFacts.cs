using System.Buffers.Binary;
using System.Net;

namespace NfvRuntime.SystemTests.FirstChain;

/// <summary>
/// What a rule may ask about a frame, found in the plainest way from the RFCs alone. It shares no code with the project, for it judges it.
/// </summary>
/// <param name="Kind">What it is; the rest is only given for IP.</param>
/// <param name="From">Source address.</param>
/// <param name="To">Destination address.</param>
/// <param name="Protocol">The number of the header behind all extension headers.</param>
/// <param name="Ports">Source and destination; null where the frame carries none: other protocols, and all fragments but the first.</param>
internal sealed record FrameFacts(FrameKind Kind, IPAddress From, IPAddress To, int Protocol, (int From, int To)? Ports)
{
    private static readonly FrameFacts Malformed = new(FrameKind.Malformed);

    private const int Icmp = 1;
    private const int Tcp = 6;
    private const int Udp = 17;
    private const int Icmpv6 = 58;

    private FrameFacts(FrameKind kind)
        : this(kind, IPAddress.None, IPAddress.None, 0, null)
    {
    }

    public static FrameFacts Of(ReadOnlySpan<byte> frame)
    {
        int at = 12;
        while (U16(frame, at) is 0x8100 or 0x88A8)
        {
            at += 4;
        }

        int type = U16(frame, at);
        ReadOnlySpan<byte> rest = type < 0 ? [] : frame[(at + 2)..];
        return type switch
        {
            < 0 => Malformed,
            0x0800 => Ipv4(rest),
            0x86DD => Ipv6(rest),
            0x0806 => rest.Length >= 28 ? new(FrameKind.Arp) : Malformed,
            <= 1500 => type <= rest.Length ? new(FrameKind.Other) : Malformed,
            _ => new(FrameKind.Other),
        };
    }

    private static FrameFacts Ipv4(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < 20 || packet[0] >> 4 != 4)
        {
            return Malformed;
        }

        int header = (packet[0] & 15) * 4;
        int total = U16(packet, 2);
        if (header < 20 || total < header || total > packet.Length)
        {
            return Malformed;
        }

        int fragment = U16(packet, 6);
        int offset = (fragment & 0x1FFF) * 8;
        bool pastTheEnd = offset + total - header > ushort.MaxValue;
        return pastTheEnd ? Malformed : Transport(new(packet[12..16]), new(packet[16..20]), packet[9], offset > 0, (fragment & 0x2000) != 0, packet[header..total]);
    }

    private static FrameFacts Ipv6(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < 40 || packet[0] >> 4 != 6 || U16(packet, 4) > packet.Length - 40)
        {
            return Malformed;
        }

        ReadOnlySpan<byte> rest = packet.Slice(40, U16(packet, 4));
        int next = packet[6];
        bool later = false;
        bool more = false;
        while (!later && next is 0 or 43 or 44 or 60)
        {
            int length = next == 44 ? 8 : rest.Length < 2 ? int.MaxValue : (rest[1] + 1) * 8;
            if (length > rest.Length)
            {
                return Malformed;
            }

            later = next == 44 && U16(rest, 2) >> 3 != 0;
            more = more || (next == 44 && (rest[3] & 1) != 0);
            next = rest[0];
            rest = rest[length..];
        }

        return Transport(new(packet[8..24]), new(packet[24..40]), next, later, more, rest);
    }

    private static FrameFacts Transport(IPAddress from, IPAddress to, int protocol, bool later, bool more, ReadOnlySpan<byte> rest)
    {
        if (later)
        {
            return new(FrameKind.Ip, from, to, protocol, null);
        }

        bool whole = protocol switch
        {
            Tcp => rest.Length >= 20 && (rest[12] >> 4) * 4 is >= 20 and int header && header <= rest.Length,
            Udp => rest.Length >= 8 && U16(rest, 4) is >= 8 and int length && (more || length <= rest.Length),
            Icmp => rest.Length >= 8,
            Icmpv6 => rest.Length >= 4,
            _ => true,
        };
        return whole ? new(FrameKind.Ip, from, to, protocol, protocol is Tcp or Udp ? (U16(rest, 0), U16(rest, 2)) : null) : Malformed;
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) =>
        at + 2 <= bytes.Length ? BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) : -1;
}
