using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using NfvRuntime.Packets;

namespace NfvRuntime.Stages;

/// <summary>
/// What the rules ask about a packet, as an array of words: destination address, source address (both as they stand in the packet),
/// protocol, source port, selector. The selector is the destination port, or the type for ICMP and ICMPv6.
/// </summary>
internal static unsafe class RuleKey
{
    public const int MaskedWordsV4 = 3;
    public const int MaskedWordsV6 = 9;

    /// <summary>Words of the longest key.</summary>
    public const int MaxWords = MaskedWordsV6 + 2;

    public static int MaskedWords(IpVersions version) => version == IpVersions.V4 ? MaskedWordsV4 : MaskedWordsV6;

    /// <summary>Fills the key from a well-formed IPv4 packet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadV4(byte* frame, HeaderOffsets headers, uint* key)
    {
        byte* ip = frame + headers.LayerThree;
        key[0] = Unsafe.ReadUnaligned<uint>(ip + 16);
        key[1] = Unsafe.ReadUnaligned<uint>(ip + 12);
        key[2] = headers.Protocol;
        ReadPorts(frame, headers, key + MaskedWordsV4);
    }

    /// <summary>Fills the key from a well-formed IPv6 packet.</summary>
    public static void ReadV6(byte* frame, HeaderOffsets headers, uint* key)
    {
        byte* ip = frame + headers.LayerThree;
        Unsafe.CopyBlockUnaligned(key, ip + 24, 16);
        Unsafe.CopyBlockUnaligned(key + 4, ip + 8, 16);
        key[8] = headers.Protocol;
        ReadPorts(frame, headers, key + MaskedWordsV6);
    }

    /// <summary>A fragment other than the first has neither: no rule that asks for them matches it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadPorts(byte* frame, HeaderOffsets headers, uint* ports)
    {
        byte* transport = frame + headers.LayerFour;
        if (headers.HasPorts)
        {
            ports[0] = BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ushort>(transport));
            ports[1] = BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ushort>(transport + 2));
            return;
        }

        ports[0] = RuleTable.Absent;
        ports[1] = headers.LayerFourLength > 0 ? *transport : RuleTable.Absent;
    }
}
