using System.Buffers.Binary;

namespace NfvRuntime.Tests;

/// <summary>TCP and UDP frames as a stack hands them to a device that does the rest: no checksums.</summary>
internal static class OffloadFrames
{
    public const int Ethernet = 14;

    public static byte[] Tcp(bool v6, int payload, byte flags = 0x19, int vlans = 0)
    {
        var header = new byte[32]; // 12 bytes of options
        header[13] = flags;
        header[12] = 8 << 4;
        BinaryPrimitives.WriteUInt16BigEndian(header, 1234);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), 80);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), 0xFFFFF000);
        return Ip(v6, 6, [.. header, .. Bytes(payload, 3)], vlans);
    }

    public static byte[] Udp(bool v6, ushort port, int payload, int vlans = 0)
    {
        var header = new byte[8];
        BinaryPrimitives.WriteUInt16BigEndian(header, port);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), 53);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)(8 + payload));
        return Ip(v6, 17, [.. header, .. Bytes(payload, 5)], vlans);
    }

    /// <summary>The ones' complement sum of 16-bit words, the slow way; 0xFFFF over what is right.</summary>
    public static int Sum(IEnumerable<byte> bytes)
    {
        var (sum, high) = (0L, true);
        foreach (var value in bytes)
        {
            sum += high ? value << 8 : value;
            high = !high;
        }

        while (sum > 0xFFFF)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (int)sum;
    }

    /// <summary>The sum over transport header, payload and pseudo header; 0xFFFF if the checksum is right.</summary>
    public static int TransportSum(byte[] frame, int network)
    {
        var v6 = frame[network] >> 4 == 6;
        var segment = frame[(network + (v6 ? 40 : 20))..];
        var addresses = v6 ? frame[(network + 8)..(network + 40)] : frame[(network + 12)..(network + 20)];
        var protocol = frame[network + (v6 ? 6 : 9)];
        return Sum([.. segment, .. new byte[segment.Length & 1], .. addresses, 0, protocol, (byte)(segment.Length >> 8), (byte)segment.Length]);
    }

    private static byte[] Bytes(int count, int seed) => [.. Enumerable.Range(0, count).Select(i => (byte)((i * 7) + seed))];

    private static byte[] Ip(bool v6, byte protocol, byte[] segment, int vlans)
    {
        var ip = new byte[v6 ? 40 : 20];
        ip[0] = (byte)(v6 ? 0x60 : 0x45);
        ip[v6 ? 6 : 9] = protocol;
        ip[v6 ? 7 : 8] = 64;
        BinaryPrimitives.WriteUInt16BigEndian(ip.AsSpan(v6 ? 4 : 2), (ushort)(segment.Length + (v6 ? 0 : 20)));
        if (!v6)
        {
            BinaryPrimitives.WriteUInt16BigEndian(ip.AsSpan(4), 0xFFFE);
        }

        Bytes(v6 ? 32 : 8, 9).CopyTo(ip, v6 ? 8 : 12);
        return [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, .. Enumerable.Repeat<byte[]>([0x81, 0, 0, 5], vlans).SelectMany(tag => tag),
            (byte)(v6 ? 0x86 : 0x08), (byte)(v6 ? 0xDD : 0), .. ip, .. segment];
    }
}
