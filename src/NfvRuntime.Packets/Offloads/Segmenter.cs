using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace NfvRuntime.Packets;

/// <summary>
/// Makes one segment's headers out of those of the large frame: lengths, IPv4 identification and checksum, TCP sequence number and flags, and the
/// transport checksum (RFC 9293, RFC 768, RFC 8200).
/// </summary>
public static unsafe class Segmenter
{
    private const byte FinishOrPush = 0x01 | 0x08;
    private const byte WindowReduced = 0x80;

    /// <summary>Writes the headers of segment <paramref name="number"/> to <paramref name="to"/>. Nobody else writes there or in the frame meanwhile.</summary>
    /// <param name="to">Room for the plan's header bytes.</param>
    /// <param name="frame">The large frame.</param>
    /// <param name="plan">How it is cut.</param>
    /// <param name="number">Which segment, from 0.</param>
    /// <param name="payload">Bytes of the segment's payload.</param>
    /// <param name="payloadSum">Their partial sum (<see cref="InternetChecksum.Sum"/>).</param>
    public static void WriteHeaders(byte* to, byte* frame, in SegmentPlan plan, int number, int payload, ulong payloadSum)
    {
        Unsafe.CopyBlockUnaligned(to, frame, (uint)plan.HeaderLength);
        var (network, transport) = (plan.Headers.LayerThree, plan.Headers.LayerFour);
        var segment = plan.HeaderLength - transport + payload;
        var pseudo = plan.Headers.IsIpv4
            ? WriteIpv4(to + network, transport - network, segment, number)
            : WriteIpv6(to + network, segment);
        var header = new Span<byte>(to + transport, plan.HeaderLength - transport);
        var field = plan.Headers.Protocol == IpProtocol.Tcp
            ? WriteTcp(header, (uint)(number * plan.SegmentSize), number == 0, number == plan.Segments - 1)
            : WriteUdp(header, segment);
        field.Clear();

        // Transport headers have an even length, so the sums of header and payload may be added.
        var sum = InternetChecksum.Add(pseudo, InternetChecksum.Add(InternetChecksum.Sum(header), payloadSum));
        BinaryPrimitives.WriteUInt16BigEndian(field, ChecksumCompletion.Finished(InternetChecksum.Finish(sum)));
    }

    private static ulong WriteIpv4(byte* at, int length, int segment, int number)
    {
        var header = new Span<byte>(at, length);
        var identification = BinaryPrimitives.ReadUInt16BigEndian(header[4..]);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(length + segment));
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)(identification + number));
        header[10..12].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], InternetChecksum.Compute(header));
        return PseudoHeader.Ipv4(BinaryPrimitives.ReadUInt32BigEndian(header[12..]), BinaryPrimitives.ReadUInt32BigEndian(header[16..]),
            header[9], segment);
    }

    private static ulong WriteIpv6(byte* at, int segment)
    {
        var header = new Span<byte>(at, 40);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)segment);
        return PseudoHeader.Ipv6(BinaryPrimitives.ReadUInt128BigEndian(header[8..]), BinaryPrimitives.ReadUInt128BigEndian(header[24..]),
            header[6], segment);
    }

    // The stream ends, and is pushed, with the last segment; the sender reported its smaller window once.
    private static Span<byte> WriteTcp(Span<byte> header, uint skipped, bool isFirst, bool isLast)
    {
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], BinaryPrimitives.ReadUInt32BigEndian(header[4..]) + skipped);
        header[13] &= (byte)~((isLast ? 0 : FinishOrPush) | (isFirst ? 0 : WindowReduced));
        return header[16..18];
    }

    private static Span<byte> WriteUdp(Span<byte> header, int segment)
    {
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)segment);
        return header[6..8];
    }
}
