using System.Buffers.Binary;
using NfvRuntime.Packets;

namespace NfvRuntime.Stages;

/// <summary>
/// "Communication administratively prohibited": destination unreachable, code 13 for IPv4 (RFC 792, RFC 1812 section 5.2.7.1), code 1 for
/// IPv6 (RFC 4443 section 3.1), with as much of the packet as the two allow.
/// </summary>
internal static class Prohibited
{
    /// <summary>Bytes of the longest answer, with four VLAN tags.</summary>
    public const int MostBytes = 14 + (4 * 4) + MostV6;

    private const int Header = 8;
    private const int ChecksumAt = 2;
    private const int MostV4 = 576; // RFC 1812 section 4.3.2.3
    private const int MostV6 = 1280; // RFC 4443 section 2.4(c)
    private const byte InternetControl = 0xC0; // RFC 1812 section 4.3.2.5

    /// <summary>Writes the answer to a packet that may be answered.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> answer, ReadOnlySpan<byte> frame, in HeaderOffsets headers)
    {
        int start = AnswerFrame.HeaderLength(headers);
        ReadOnlySpan<byte> packet = frame[headers.LayerThree..];
        bool four = headers.IsIpv4;
        int whole = four
            ? BinaryPrimitives.ReadUInt16BigEndian(packet[2..])
            : BinaryPrimitives.ReadUInt16BigEndian(packet[4..]) + AnswerFrame.HeaderV6;
        int room = four ? MostV4 - AnswerFrame.HeaderV4 - Header : MostV6 - AnswerFrame.HeaderV6 - Header;
        int quoted = Math.Min(room, Math.Min(whole, packet.Length)); // a frame may be padded, or go on in another slot
        Span<byte> message = answer.Slice(start, Header + quoted);
        message[..Header].Clear();
        message[0] = four ? (byte)3 : (byte)1;
        message[1] = four ? (byte)13 : (byte)1;
        packet[..quoted].CopyTo(message[Header..]);
        AnswerFrame.Finish(
            answer[..(start + message.Length)], frame, headers, four ? IpProtocol.Icmp : IpProtocol.Icmpv6, four ? InternetControl : (byte)0, ChecksumAt);
        return start + message.Length;
    }
}
