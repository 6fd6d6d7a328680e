using System.Buffers.Binary;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports;

/// <summary>The frame of which floods are made: UDP over IPv4 without a UDP checksum, so that its payload may be anything.</summary>
public static class FloodFrames
{
    private const int Ethernet = 14;

    /// <summary>A sound frame.</summary>
    /// <param name="bytes">Length without check sequence, at least 60.</param>
    public static byte[] Make(int bytes)
    {
        var frame = new byte[bytes];
        ReadOnlySpan<byte> head =
        [
            0x02, 0, 0, 0, 0, 2, 0x02, 0, 0, 0, 0, 1, 0x08, 0x00,
            0x45, 0, 0, 46, 0, 1, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 1, 0, 1,
            0x03, 0xE8, 0x07, 0xD0, 0, 26, 0, 0,
        ];
        head.CopyTo(frame);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(Ethernet + 10), InternetChecksum.Compute(frame.AsSpan(Ethernet, 20)));
        return frame;
    }
}
