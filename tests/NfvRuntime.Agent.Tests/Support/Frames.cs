using System.Buffers.Binary;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Sdk.TestKit;

namespace NfvRuntime.Agent.Tests;

/// <summary>Frames with numbers, and how an owner puts them into slots and takes them out.</summary>
internal static unsafe class Frames
{
    private const int Payload = 16;

    public static byte[] Numbered(int number)
    {
        byte[] frame = TestFrames.Udp("10.0.0.1", "10.0.0.2", 1000 + (number % 8), 53, Payload);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(frame.Length - 4), number);
        return frame;
    }

    public static int NumberOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt32BigEndian(frame[^4..]);

    public static void Put(this RingDriver ring, ReadOnlySpan<byte> frame)
    {
        ref NetmapSlot slot = ref ring.Ring.Slots[ring.Head];
        slot.Len = (ushort)frame.Length;
        slot.Flags = 0;
        frame.CopyTo(new Span<byte>(ring.Region.BufferAddress(slot.BufIdx) + (slot.Ptr & ring.Ring.OffsetMask), frame.Length));
        ring.Head = ring.Cur = RingIndex.Next(ring.Head, ring.NumSlots);
    }

    public static byte[] Take(this RingDriver ring)
    {
        NetmapSlot slot = ring.Ring[ring.Head];
        byte[] frame = new Span<byte>(ring.Region.BufferAddress(slot.BufIdx) + (slot.Ptr & ring.Ring.OffsetMask), slot.Len).ToArray();
        ring.Head = ring.Cur = RingIndex.Next(ring.Head, ring.NumSlots);
        return frame;
    }
}
