using System.Buffers.Binary;
using NfvRuntime.Packets;

namespace NfvRuntime.Stages;

/// <summary>
/// The beginning of a frame that answers another one: its link and network headers with the two ends exchanged, VLAN tags kept. The answer
/// so comes from the address that was asked, since who answers has none of its own.
/// </summary>
internal static class AnswerFrame
{
    public const int HeaderV4 = 20;
    public const int HeaderV6 = 40;

    private const int MacLength = 6;
    private const byte HopLimit = 64;
    private const ushort DontFragment = 0x4000;

    /// <summary>Bytes that link and network header take.</summary>
    public static int HeaderLength(in HeaderOffsets headers) => headers.LayerThree + (headers.IsIpv4 ? HeaderV4 : HeaderV6);

    /// <summary>Writes both headers, and the checksum of the upper layer, which is complete but for that.</summary>
    /// <param name="answer">The whole answer.</param>
    /// <param name="question">The first slot of the packet to be answered.</param>
    /// <param name="headers">Where its headers are.</param>
    /// <param name="protocol">Of the answer.</param>
    /// <param name="trafficClass">Of the answer.</param>
    /// <param name="checksumAt">Where in the upper layer its checksum belongs.</param>
    public static void Finish(
        Span<byte> answer, ReadOnlySpan<byte> question, in HeaderOffsets headers, byte protocol, byte trafficClass, int checksumAt)
    {
        int at = headers.LayerThree;
        question.Slice(MacLength, MacLength).CopyTo(answer);
        question[..MacLength].CopyTo(answer[MacLength..]);
        question[(2 * MacLength)..at].CopyTo(answer[(2 * MacLength)..]);
        Span<byte> upper = answer[HeaderLength(headers)..];
        ulong pseudo = headers.IsIpv4
            ? FinishV4(answer[at..], question.Slice(at + 12, 8), protocol, trafficClass)
            : FinishV6(answer[at..], question.Slice(at + 8, 32), protocol, trafficClass);
        upper.Slice(checksumAt, 2).Clear();
        ushort checksum = InternetChecksum.Compute(upper, protocol == IpProtocol.Icmp ? 0 : pseudo);
        BinaryPrimitives.WriteUInt16BigEndian(upper[checksumAt..], checksum);
    }

    private static ulong FinishV4(Span<byte> packet, ReadOnlySpan<byte> addresses, byte protocol, byte trafficClass)
    {
        Span<byte> header = packet[..HeaderV4];
        header.Clear(); // identification 0: it is never cut (RFC 6864)
        header[0] = 0x45;
        header[1] = trafficClass;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], DontFragment);
        header[8] = HopLimit;
        header[9] = protocol;
        addresses[4..].CopyTo(header[12..]);
        addresses[..4].CopyTo(header[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], InternetChecksum.Compute(header));
        uint source = BinaryPrimitives.ReadUInt32BigEndian(header[12..]), destination = BinaryPrimitives.ReadUInt32BigEndian(header[16..]);
        return PseudoHeader.Ipv4(source, destination, protocol, packet.Length - HeaderV4);
    }

    private static ulong FinishV6(Span<byte> packet, ReadOnlySpan<byte> addresses, byte protocol, byte trafficClass)
    {
        Span<byte> header = packet[..HeaderV6];
        BinaryPrimitives.WriteUInt32BigEndian(header, (6u << 28) | ((uint)trafficClass << 20));
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)(packet.Length - HeaderV6));
        header[6] = protocol;
        header[7] = HopLimit;
        addresses[16..].CopyTo(header[8..]);
        addresses[..16].CopyTo(header[24..]);
        UInt128 source = BinaryPrimitives.ReadUInt128BigEndian(header[8..]), destination = BinaryPrimitives.ReadUInt128BigEndian(header[24..]);
        return PseudoHeader.Ipv6(source, destination, protocol, packet.Length - HeaderV6);
    }
}
