using System.Buffers.Binary;
using NfvRuntime.Packets;

namespace NfvRuntime.Stages;

/// <summary>
/// A counter's state as bytes, little-endian: six totals (packets, bytes, other packets, other bytes, packets and bytes that are not IP), the
/// number of flows, and for each its hash, key, packets and bytes.
/// </summary>
internal static class CounterImage
{
    public const string Format = "nfv.counter/1";

    private const int HeadBytes = 52;
    private const int FlowBytes = 4 + FlowKey.Bytes + 16;

    public static byte[] Write(CounterState state)
    {
        byte[] image = new byte[HeadBytes + (state.Table.Count * FlowBytes)];
        long[] totals = [state.Packets, state.Bytes, state.OtherPackets, state.OtherBytes, state.NonIpPackets, state.NonIpBytes];
        for (int i = 0; i < totals.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(8 * i), totals[i]);
        }

        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(48), state.Table.Count);
        int at = HeadBytes;
        foreach ((uint tag, FlowKey key, long packets, long bytes) in state.Table.All())
        {
            Span<byte> flow = image.AsSpan(at, FlowBytes);
            BinaryPrimitives.WriteUInt32LittleEndian(flow, tag);
            key.Write(flow[4..]);
            BinaryPrimitives.WriteInt64LittleEndian(flow[(4 + FlowKey.Bytes)..], packets);
            BinaryPrimitives.WriteInt64LittleEndian(flow[(12 + FlowKey.Bytes)..], bytes);
            at += FlowBytes;
        }

        return image;
    }

    /// <exception cref="InvalidDataException">It is no image; the state is as before.</exception>
    public static void Read(CounterState state, ReadOnlySpan<byte> image)
    {
        int flows = image.Length < HeadBytes ? -1 : BinaryPrimitives.ReadInt32LittleEndian(image[48..]);
        if (flows < 0 || image.Length != HeadBytes + ((long)flows * FlowBytes))
        {
            throw new InvalidDataException($"a counter's state of {image.Length} bytes that states {flows} flows of {FlowBytes} bytes each");
        }

        Span<long> totals = stackalloc long[6];
        for (int i = 0; i < totals.Length; i++)
        {
            totals[i] = Count(image[(8 * i)..], "a total");
        }

        for (int i = 0; i < flows; i++)
        {
            ReadFlow(image, i, out _, out _, out _, out _); // judged before anything is taken
        }

        state.Table.Clear();
        (state.Packets, state.Bytes, state.OtherPackets) = (totals[0], totals[1], totals[2]);
        (state.OtherBytes, state.NonIpPackets, state.NonIpBytes) = (totals[3], totals[4], totals[5]);
        for (int i = 0; i < flows; i++)
        {
            ReadFlow(image, i, out uint tag, out FlowKey key, out long packets, out long bytes);
            if (!state.Table.TryPut(tag, key, packets, bytes))
            {
                state.OtherPackets += packets; // this table is smaller
                state.OtherBytes += bytes;
            }
        }

        state.Publish();
    }

    private static void ReadFlow(ReadOnlySpan<byte> image, int number, out uint tag, out FlowKey key, out long packets, out long bytes)
    {
        ReadOnlySpan<byte> flow = image.Slice(HeadBytes + (number * FlowBytes), FlowBytes);
        tag = BinaryPrimitives.ReadUInt32LittleEndian(flow);
        key = FlowKey.Read(flow[4..]);
        packets = Count(flow[(4 + FlowKey.Bytes)..], "a flow's packets");
        bytes = Count(flow[(12 + FlowKey.Bytes)..], "a flow's bytes");
    }

    private static long Count(ReadOnlySpan<byte> at, string what)
    {
        long count = BinaryPrimitives.ReadInt64LittleEndian(at);
        return count >= 0 ? count : throw new InvalidDataException($"{what} of a counter's state is {count}");
    }
}
