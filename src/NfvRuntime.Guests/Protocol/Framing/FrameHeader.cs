using System.Buffers.Binary;

namespace NfvRuntime.Guests.Protocol.Framing;

/// <summary>
/// The eight bytes before a body: <c>4e 46</c>, flags, number of descriptors, length of the body (big-endian). They are the same in all
/// versions of the protocol.
/// </summary>
/// <param name="Opens">The frame opens a session: it holds a hello or its answer.</param>
/// <param name="Descriptors">How many descriptors were sent with the frame's first bytes.</param>
/// <param name="Length">Bytes of the body.</param>
internal readonly record struct FrameHeader(bool Opens, int Descriptors, int Length)
{
    public const int Size = 8;

    /// <summary>How a frame begins that opens a session, which has no descriptors.</summary>
    public static ReadOnlySpan<byte> Opening => [0x4e, 0x46, OpensFlag, 0];

    private const ushort Magic = 0x4e46; // "NF"
    private const byte OpensFlag = 0x01;

    public void Write(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt16BigEndian(to, Magic);
        to[2] = Opens ? OpensFlag : (byte)0;
        to[3] = (byte)Descriptors;
        BinaryPrimitives.WriteInt32BigEndian(to[4..], Length);
    }

    /// <exception cref="ProtocolException">It is none, or beyond the limits.</exception>
    public static FrameHeader Read(ReadOnlySpan<byte> from, FrameLimits limits)
    {
        if (BinaryPrimitives.ReadUInt16BigEndian(from) != Magic)
        {
            throw new ProtocolException(ErrorCodes.Malformed, $"A frame begins with 4e46, and this one with {Convert.ToHexStringLower(from[..2])}.");
        }

        if ((from[2] & ~OpensFlag) != 0)
        {
            throw new ProtocolException(ErrorCodes.Malformed, $"A frame has unknown flags 0x{from[2]:x2}.");
        }

        if (from[3] > limits.MaxDescriptors)
        {
            throw new ProtocolException(
                ErrorCodes.Descriptors, $"A frame announces {from[3]} descriptors, and at most {limits.MaxDescriptors} are allowed.");
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(from[4..]);
        return length <= limits.MaxBody
            ? new FrameHeader(from[2] != 0, from[3], (int)length)
            : throw new ProtocolException(ErrorCodes.TooLarge, $"A frame announces {length} bytes, and at most {limits.MaxBody} are allowed.");
    }
}
