using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace NfvRuntime.Packets;

/// <summary>
/// The hash by which network adapters spread flows over their rings (receive side scaling), of source address, destination address, source
/// port, destination port. Ports are left out for fragments and for protocols without, as adapters do; for other than IP the hash is 0.
/// </summary>
/// <remarks>
/// Source: Microsoft's specification of RSS hashing. The hash is linear, so that each byte of the input stands for a word of its own in a table,
/// and those that the input selects are added (without carry). 36 KiB for each key. Immutable; any thread.
/// </remarks>
public sealed class ToeplitzHash
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyLength = 40;

    /// <summary>The longest input: two IPv6 addresses and two ports.</summary>
    public const int LongestInput = 36;

    private readonly uint[] _words = new uint[LongestInput * 256];
    private readonly byte[] _key;

    /// <summary>Prepares a key.</summary>
    /// <param name="key">40 bytes.</param>
    /// <exception cref="ArgumentException">Its length is another.</exception>
    public ToeplitzHash(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyLength)
        {
            throw new ArgumentException($"A key has {KeyLength} bytes, and this one {key.Length}.", nameof(key));
        }

        _key = key.ToArray();
        for (var at = 0; at < LongestInput; at++)
        {
            // The 32 bits of the key from this byte's first bit on, and the 7 that its other bits shift in.
            var window = (ulong)BinaryPrimitives.ReadUInt32BigEndian(key[at..]) << 8 | key[at + 4];
            for (var value = 0; value < 256; value++)
            {
                var sum = 0u;
                for (var bit = 0; bit < 8; bit++)
                {
                    sum ^= (value & 0x80 >> bit) != 0 ? (uint)(window >> (8 - bit)) : 0;
                }

                _words[(at * 256) + value] = sum;
            }
        }
    }

    /// <summary>The key of the specification, which drivers use unless they draw one.</summary>
    public static ToeplitzHash Standard { get; } = new(
    [
        0x6d, 0x5a, 0x56, 0xda, 0x25, 0x5b, 0x0e, 0xc2, 0x41, 0x67, 0x25, 0x3d, 0x43, 0xa3, 0x8f, 0xb0, 0xd0, 0xca, 0x2b, 0xcb,
        0xae, 0x7b, 0x30, 0xb4, 0x77, 0xcb, 0x2d, 0xa3, 0x80, 0x30, 0xf2, 0x0c, 0x6a, 0x42, 0xb7, 0x3b, 0xbe, 0xac, 0x01, 0xfa,
    ]);

    /// <summary>
    /// The key that repeats every 16 bits, so that both directions of a flow have the same hash (Woo, Park: Scalable TCP session monitoring with
    /// symmetric receive-side scaling, 2012). Only 16 of the hash's 32 bits say something.
    /// </summary>
    public static ToeplitzHash Symmetric { get; } = new([.. Enumerable.Repeat((byte[])[0x6d, 0x5a], KeyLength / 2).SelectMany(pair => pair)]);

    /// <summary>The key.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <summary>The hash of a frame whose offsets are known. Allocates nothing.</summary>
    public uint Compute(ReadOnlySpan<byte> frame, HeaderOffsets offsets)
    {
        var addresses = offsets.IsIpv4 ? (At: offsets.LayerThree + 12, Length: 8) : offsets.IsIpv6 ? (At: offsets.LayerThree + 8, Length: 32) : default;
        if (addresses.Length == 0 || frame.Length < addresses.At + addresses.Length)
        {
            return 0;
        }

        var hash = Sum(frame.Slice(addresses.At, addresses.Length), 0);
        return offsets.HasPorts && !offsets.IsFragment && frame.Length >= offsets.LayerFour + 4
            ? hash ^ Sum(frame.Slice(offsets.LayerFour, 4), addresses.Length)
            : hash;
    }

    /// <summary>The hash of addresses and ports as they stand one after the other, in network order.</summary>
    /// <param name="input">At most <see cref="LongestInput"/> bytes.</param>
    /// <exception cref="ArgumentException">It is longer.</exception>
    public uint Compute(ReadOnlySpan<byte> input) => input.Length <= LongestInput
        ? Sum(input, 0)
        : throw new ArgumentException($"The input has {input.Length} bytes; at most {LongestInput}.", nameof(input));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Sum(ReadOnlySpan<byte> input, int from)
    {
        var sum = 0u;
        var words = _words.AsSpan(from * 256, input.Length * 256);
        for (var i = 0; i < input.Length; i++)
        {
            sum ^= words[(i * 256) + input[i]];
        }

        return sum;
    }
}
