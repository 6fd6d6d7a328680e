using System.Buffers.Binary;
using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>What an owner does with slots, written plainly.</summary>
internal static unsafe class RingMoves
{
    public static uint Offset(RingDriver ring, in NetmapSlot slot) => (uint)slot.Ptr & ring.Ring.OffsetMask;

    public static Span<byte> Data(RingDriver ring, uint at)
    {
        NetmapSlot slot = ring.Ring[at];
        Assert.True(ring.Region.IsUsableBuffer(slot.BufIdx));
        return new Span<byte>(ring.Region.BufferAddress(slot.BufIdx) + Offset(ring, slot), slot.Len);
    }

    /// <summary>Puts a frame into the slot at head without syncing.</summary>
    public static void Put(this RingDriver ring, ReadOnlySpan<byte> frame, ushort flags = 0)
    {
        Assert.True(ring.Available > 0, "no room");
        ref NetmapSlot slot = ref ring.Ring.Slots[ring.Head];
        slot.Len = (ushort)frame.Length;
        slot.Flags = flags;
        frame.CopyTo(new Span<byte>(ring.Region.BufferAddress(slot.BufIdx) + Offset(ring, slot), frame.Length));
        ring.Head = ring.Cur = RingIndex.Next(ring.Head, ring.NumSlots);
    }

    public static void PutNumber(this RingDriver ring, ulong number, ushort flags = 0)
    {
        Span<byte> frame = stackalloc byte[60];
        frame.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(frame[20..], number);
        ring.Put(frame, flags);
    }

    /// <summary>Takes the frame of the slot at head without syncing.</summary>
    public static byte[] Take(this RingDriver ring) => ring.Take(out _);

    public static byte[] Take(this RingDriver ring, out ushort flags)
    {
        Assert.True(ring.Available > 0, "nothing there");
        flags = ring.Ring[ring.Head].Flags;
        byte[] frame = Data(ring, ring.Head).ToArray();
        ring.Head = ring.Cur = RingIndex.Next(ring.Head, ring.NumSlots);
        return frame;
    }

    public static ulong TakeNumber(this RingDriver ring)
    {
        Assert.True(ring.Available > 0, "nothing there");
        ulong number = BinaryPrimitives.ReadUInt64BigEndian(Data(ring, ring.Head)[20..]);
        ring.Head = ring.Cur = RingIndex.Next(ring.Head, ring.NumSlots);
        return number;
    }

    public static byte[] Frame(string destination, string source, int length = 60, byte fill = 0)
    {
        byte[] frame = new byte[length];
        frame.AsSpan().Fill(fill);
        Convert.FromHexString(destination.Replace(":", "", StringComparison.Ordinal)).CopyTo(frame, 0);
        Convert.FromHexString(source.Replace(":", "", StringComparison.Ordinal)).CopyTo(frame, 6);
        return frame;
    }
}
