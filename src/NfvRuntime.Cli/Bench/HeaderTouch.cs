using System.Runtime.CompilerServices;

namespace NfvRuntime.Cli.Bench;

/// <summary>
/// What each stage of the chain benchmark does with a packet, and its reference loop too: reads the addresses, lowers the TTL and mends
/// the header checksum (RFC 1624, equation 3).
/// </summary>
internal static unsafe class HeaderTouch
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Apply(byte* frame)
    {
        uint addresses = *(uint*)(frame + 26) ^ *(uint*)(frame + 30);
        byte ttl = frame[22];
        byte lowered = ttl <= 1 ? (byte)64 : (byte)(ttl - 1);
        frame[22] = lowered;

        // The TTL is the high byte of a big-endian word: the difference counts 256 times.
        uint sum = (uint)(ushort)~ReadBigEndian(frame + 24) + (uint)(ushort)~(ttl << 8) + ((uint)lowered << 8);
        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        ushort check = (ushort)~sum;
        frame[24] = (byte)(check >> 8);
        frame[25] = (byte)check;
        return addresses;
    }

    private static ushort ReadBigEndian(byte* at) => (ushort)((at[0] << 8) | at[1]);
}
