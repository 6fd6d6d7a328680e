using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NfvRuntime.Packets;

/// <summary>
/// The Internet checksum (RFC 1071), whole and incremental (RFC 1624). Checksums are numbers in host order, as they stand in the views' fields.
/// Partial sums are 64-bit, in memory order, and may be added to one another as long as every part but the last has an even length.
/// </summary>
public static class InternetChecksum
{
    /// <summary>The checksum of <paramref name="data"/>; over a header whose checksum field is right, 0.</summary>
    public static ushort Compute(ReadOnlySpan<byte> data) => Finish(Sum(data));

    /// <summary>The checksum of <paramref name="data"/> after the partial sum of what goes before it (a pseudo header).</summary>
    public static ushort Compute(ReadOnlySpan<byte> data, ulong before) => Finish(Add(before, Sum(data)));

    /// <summary>The partial sum of <paramref name="data"/>; an odd last byte is padded with zero. At most 2^31 bytes.</summary>
    public static ulong Sum(ReadOnlySpan<byte> data)
    {
        ref var at = ref MemoryMarshal.GetReference(data);
        nint length = data.Length;
        nint done = 0;
        ulong sum = 0;
        if (Vector256.IsHardwareAccelerated && length >= 64)
        {
            // Each 32-bit word is added into a 64-bit lane, so no carry is ever lost.
            Vector256<ulong> first = default, second = default;
            for (; done <= length - 32; done += 32)
            {
                var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref at, (nuint)done).AsUInt32());
                first += low;
                second += high;
            }

            sum = Fold32(Vector256.Sum(first)) + Fold32(Vector256.Sum(second));
        }

        for (; done <= length - 4; done += 4)
        {
            sum += Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref at, done));
        }

        if (done <= length - 2)
        {
            sum += Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref at, done));
            done += 2;
        }

        // Memory order: a trailing byte is the first of its 16-bit word.
        return done < length ? sum + (BitConverter.IsLittleEndian ? Unsafe.Add(ref at, done) : (ulong)Unsafe.Add(ref at, done) << 8) : sum;
    }

    /// <summary>Adds two partial sums with end-around carry.</summary>
    public static ulong Add(ulong left, ulong right)
    {
        var sum = left + right;
        return sum + (sum < left ? 1UL : 0UL);
    }

    /// <summary>What a partial sum counts behind an odd number of bytes, where each byte stands in the other half of its word.</summary>
    public static ulong Swap(ulong sum) => BinaryPrimitives.ReverseEndianness(Fold16(sum));

    /// <summary>Folds a partial sum to 16 bits and complements it: the checksum.</summary>
    public static ushort Finish(ulong sum)
    {
        var folded = (ushort)~Fold16(sum);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(folded) : folded;
    }

    /// <summary>
    /// The checksum after one 16-bit word changed (RFC 1624 equation 3). The word must begin at an even offset of what is summed.
    /// </summary>
    public static ushort Update(ushort checksum, ushort oldWord, ushort newWord)
    {
        var sum = (uint)(ushort)~checksum + (ushort)~oldWord + newWord;
        return Complement(sum);
    }

    /// <summary>The checksum after a 32-bit word changed: an IPv4 address, a TCP sequence number.</summary>
    public static ushort Update(ushort checksum, uint oldWord, uint newWord)
    {
        var sum = (ushort)~checksum + (~oldWord >> 16) + (~oldWord & 0xFFFF) + (newWord >> 16) + (newWord & 0xFFFF);
        return Complement(sum);
    }

    /// <summary>The checksum after a 128-bit word changed: an IPv6 address.</summary>
    public static ushort Update(ushort checksum, UInt128 oldWord, UInt128 newWord)
    {
        for (var shift = 0; shift < 128; shift += 32)
        {
            checksum = Update(checksum, (uint)(oldWord >> shift), (uint)(newWord >> shift));
        }

        return checksum;
    }

    private static ushort Complement(uint sum)
    {
        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }

    private static ushort Fold16(ulong sum)
    {
        sum = Fold32(sum);
        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)sum;
    }

    private static ulong Fold32(ulong sum) => (sum & 0xFFFF_FFFF) + (sum >> 32);
}
