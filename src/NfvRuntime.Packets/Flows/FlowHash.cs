using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace NfvRuntime.Packets;

/// <summary>
/// A hash that is the same for both directions of a flow, so that replicas of a stage see whole conversations. TCP, UDP and SCTP: addresses,
/// ports and protocol; other IP: addresses and protocol; every fragment: addresses only, so that fragments of one packet stay together (a
/// flow that is fragmented now and then therefore has two hashes); anything else: MAC addresses and EtherType. VLAN tags play no part.
/// </summary>
/// <remarks>
/// The two ends are put in order before they are mixed: a commutative operation on them would let 10.0.0.1 - 10.0.0.6 collide with
/// 10.0.0.2 - 10.0.0.5.
/// </remarks>
public static unsafe class FlowHash
{
    private const ulong FirstKey = 0x9E3779B97F4A7C15;
    private const ulong SecondKey = 0xC2B2AE3D27D4EB4F;

    /// <summary>
    /// The hash of a frame whose offsets are known; 0 for a frame shorter than an Ethernet header. Another <paramref name="seed"/>
    /// gives an independent hash, which keeps replicas of replicas evenly loaded.
    /// </summary>
    public static uint Compute(ReadOnlySpan<byte> frame, HeaderOffsets offsets, ulong seed = 0)
    {
        if (frame.Length < BytesNeeded(offsets))
        {
            return 0;
        }

        fixed (byte* start = frame)
        {
            return Compute(start, offsets, seed);
        }
    }

    /// <summary>The same over raw memory: the bytes that <paramref name="offsets"/> were parsed from must still be readable.</summary>
    public static uint Compute(byte* frame, HeaderOffsets offsets, ulong seed = 0)
    {
        var flags = offsets.Flags;
        var ip = frame + offsets.LayerThree;
        ulong protocol = (flags & HeaderFlags.Fragment) != 0 ? 0UL : offsets.Protocol;
        var ports = (flags & (HeaderFlags.Ports | HeaderFlags.Fragment)) == HeaderFlags.Ports ? U32(frame + offsets.LayerFour) : 0;
        if ((flags & HeaderFlags.Ipv4) != 0)
        {
            var source = (ulong)U32(ip + 12) << 16 | ports >> 16;
            var destination = (ulong)U32(ip + 16) << 16 | ports & 0xFFFF;
            return Finish(Math.Min(source, destination), Math.Max(source, destination), protocol, seed);
        }

        if ((flags & HeaderFlags.Ipv6) != 0)
        {
            return Ipv6(ip, ports, protocol, seed);
        }

        if (offsets.LayerThree == 0)
        {
            return 0;
        }

        var to = (ulong)U32(frame) << 16 | U16(frame + 4);
        var from = (ulong)U32(frame + 6) << 16 | U16(frame + 10);
        return Finish(Math.Min(to, from), Math.Max(to, from), (ulong)U16(ip - 2) << 8, seed);
    }

    private static uint Ipv6(byte* ip, uint ports, ulong protocol, ulong seed)
    {
        var source = new UInt128(U64(ip + 8), U64(ip + 16));
        var destination = new UInt128(U64(ip + 24), U64(ip + 32));
        var swap = source > destination || (source == destination && ports >> 16 > (ports & 0xFFFF));
        var low = swap ? destination : source;
        var high = swap ? source : destination;
        ports = swap ? uint.RotateLeft(ports, 16) : ports;
        var first = Mix((ulong)(low >> 64) ^ FirstKey, (ulong)low ^ SecondKey ^ seed);
        var second = Mix((ulong)(high >> 64) ^ SecondKey, (ulong)high ^ FirstKey);
        return Finish(first ^ ports, second, protocol, seed);
    }

    private static uint Finish(ulong low, ulong high, ulong protocol, ulong seed)
    {
        var mixed = Mix(low ^ FirstKey ^ seed, high ^ SecondKey ^ protocol << 48);
        mixed = Mix(mixed ^ protocol, FirstKey ^ high);
        return (uint)(mixed ^ mixed >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }

    private static int BytesNeeded(HeaderOffsets offsets) =>
        offsets.HasPorts ? offsets.LayerFour + 4
        : offsets.IsIpv4 ? offsets.LayerThree + 20
        : offsets.IsIpv6 ? offsets.LayerThree + 40
        : Math.Max(14, offsets.LayerThree);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort U16(byte* at) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ushort>(at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint U32(byte* at) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong U64(byte* at) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(at));
}
