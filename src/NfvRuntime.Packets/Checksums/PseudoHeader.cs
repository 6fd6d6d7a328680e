using System.Buffers.Binary;

namespace NfvRuntime.Packets;

/// <summary>Partial sums of the pseudo headers that TCP, UDP and ICMPv6 checksums begin with.</summary>
public static class PseudoHeader
{
    /// <summary>RFC 9293 section 3.1, RFC 768: addresses in host order, <paramref name="length"/> of header and payload in bytes.</summary>
    public static ulong Ipv4(uint source, uint destination, byte protocol, int length) =>
        InMemoryOrder((ulong)(source >> 16) + (source & 0xFFFF) + (destination >> 16) + (destination & 0xFFFF) + protocol + (uint)length);

    /// <summary>RFC 8200 section 8.1; <paramref name="protocol"/> is the upper layer's, whatever extension headers stand before it.</summary>
    public static ulong Ipv6(UInt128 source, UInt128 destination, byte protocol, int length)
    {
        ulong sum = protocol + (uint)length;
        for (var shift = 0; shift < 128; shift += 16)
        {
            sum += (ushort)(source >> shift);
            sum += (ushort)(destination >> shift);
        }

        return InMemoryOrder(sum);
    }

    // One's complement sums do not mind byte order as long as it is one order: fold to 16 bits, then swap (RFC 1071 section 2B).
    private static ulong InMemoryOrder(ulong sum)
    {
        while (sum > 0xFFFF)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness((ushort)sum) : sum;
    }
}
