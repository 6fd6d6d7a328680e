using System.Buffers.Binary;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;

namespace NfvRuntime.Cli.Bench;

/// <summary>Frames for measurements: a sound IPv4/UDP frame in every buffer of a region, since buffers wander.</summary>
internal static unsafe class BenchFrames
{
    /// <summary>Writes the same frame into every buffer, at the usual data offset.</summary>
    /// <param name="region">The region.</param>
    /// <param name="bytes">Length without CRC, at least 60.</param>
    public static void Stamp(Region region, int bytes)
    {
        byte[] frame = Make(bytes);
        for (uint i = Region.ReservedBuffers; i < region.BufferCount; i++)
        {
            frame.CopyTo(new Span<byte>(region.BufferAddress(i) + Region.DefaultHeadroom, bytes));
        }
    }

    private static byte[] Make(int bytes)
    {
        var frame = new byte[bytes];
        ReadOnlySpan<byte> head =
        [
            0x02, 0, 0, 0, 0, 2, 0x02, 0, 0, 0, 0, 1, 0x08, 0x00,
            0x45, 0, (byte)((bytes - 14) >> 8), (byte)(bytes - 14), 0, 1, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 1, 0, 1,
            0x03, 0xE8, 0x07, 0xD0, (byte)((bytes - 34) >> 8), (byte)(bytes - 34), 0, 0,
        ];
        head.CopyTo(frame);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(24), InternetChecksum.Compute(frame.AsSpan(14, 20)));
        return frame;
    }
}
