using System.Buffers.Binary;
using NfvRuntime.Packets;

namespace NfvRuntime.Stages;

/// <summary>
/// The reset by which TCP refuses a segment of a connection that does not exist: RFC 9293 sections 3.5.2 and 3.10.7.1. The segment's own
/// checksum is not looked at.
/// </summary>
internal static class TcpReset
{
    private const int Length = 20;
    private const int ChecksumAt = 16;

    /// <summary>Writes the answer to a segment that may be answered.</summary>
    /// <returns>Its length; 0 if there is none: resets get no answer, nor do fragments, whose length in the sequence is not known.</returns>
    public static int Write(Span<byte> answer, ReadOnlySpan<byte> frame, in HeaderOffsets headers)
    {
        if (headers.IsFragment || headers.LayerFourLength < Length)
        {
            return 0;
        }

        ReadOnlySpan<byte> segment = frame[headers.LayerFour..];
        var flags = (TcpFlags)segment[13];
        if ((flags & TcpFlags.Rst) != 0)
        {
            return 0;
        }

        int start = AnswerFrame.HeaderLength(headers);
        Span<byte> reset = answer.Slice(start, Length);
        reset.Clear();
        segment.Slice(2, 2).CopyTo(reset);
        segment[..2].CopyTo(reset[2..]);
        if ((flags & TcpFlags.Ack) != 0)
        {
            segment.Slice(8, 4).CopyTo(reset[4..]);
            reset[13] = (byte)TcpFlags.Rst;
        }
        else
        {
            uint next = BinaryPrimitives.ReadUInt32BigEndian(segment[4..]) + SequenceLength(frame, headers, flags);
            BinaryPrimitives.WriteUInt32BigEndian(reset[8..], next);
            reset[13] = (byte)(TcpFlags.Rst | TcpFlags.Ack);
        }

        reset[12] = Length / 4 << 4;
        AnswerFrame.Finish(answer[..(start + Length)], frame, headers, IpProtocol.Tcp, trafficClass: 0, ChecksumAt);
        return start + Length;
    }

    /// <summary>What the segment takes of the sequence: its payload, and one each for SYN and FIN.</summary>
    private static uint SequenceLength(ReadOnlySpan<byte> frame, in HeaderOffsets headers, TcpFlags flags)
    {
        ReadOnlySpan<byte> packet = frame[headers.LayerThree..];
        int length = headers.IsIpv4
            ? BinaryPrimitives.ReadUInt16BigEndian(packet[2..])
            : BinaryPrimitives.ReadUInt16BigEndian(packet[4..]) + AnswerFrame.HeaderV6;
        int payload = length - (headers.LayerFour - headers.LayerThree) - headers.LayerFourLength;
        return (uint)(Math.Max(0, payload) + ((flags & TcpFlags.Syn) != 0 ? 1 : 0) + ((flags & TcpFlags.Fin) != 0 ? 1 : 0));
    }
}
