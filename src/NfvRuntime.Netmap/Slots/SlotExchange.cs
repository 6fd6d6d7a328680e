using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NfvRuntime.Netmap;

/// <summary>
/// Exchanges buffers between ring slots and the descriptors of a burst. Every hand-over is a swap: the slot gets a spent buffer for
/// the packet it gives, or gives a spent one for the packet it gets, and is marked <see cref="SlotFlags.BufChanged"/>. Four slots go
/// at a time where the machine has AVX2. What is read from a slot is read once and checked before anything is written; the run stops
/// before the first slot that fails.
/// </summary>
/// <remarks>The runs are contiguous: a caller whose range wraps calls twice. Allocates nothing; no thread rules of its own.</remarks>
public static unsafe class SlotExchange
{
    private const ulong IndexBits = 0x0000_0000_FFFF_FFFF;
    private const ulong LengthBits = 0x0000_FFFF_0000_0000;
    private const ulong PacketFlagBits = (ulong)(SlotFlags.MoreFrag | SlotFlags.VnetHeader) << 48;
    private const ulong ChangedBit = (ulong)SlotFlags.BufChanged << 48;
    private const ulong PacketBits = IndexBits | LengthBits | PacketFlagBits;

    /// <summary>Takes packets out of receive slots and leaves the spent buffers of <paramref name="burst"/> there.</summary>
    /// <param name="slots">First slot; <paramref name="count"/> slots follow without a wrap.</param>
    /// <param name="burst">As many descriptors, whose buffers are spent; afterwards they hold the packets.</param>
    /// <param name="count">Slots to exchange.</param>
    /// <param name="limits">What the slots must satisfy.</param>
    /// <param name="totals">What was moved, and why the run ended early if it did.</param>
    public static void Receive(NetmapSlot* slots, SlotDescriptor* burst, int count, in SlotLimits limits, out ExchangeTotals totals)
    {
        totals = default;
        int i = 0;
        if (Avx2.IsSupported)
        {
            i = ReceiveVector(slots, (ulong*)burst, count, limits, ref totals);
        }

        ulong maxLength = limits.BufferSize - limits.DataOffset;
        for (; i < count; i++)
        {
            ulong packet = Volatile.Read(ref *(ulong*)(slots + i));
            ulong offset = (slots + i)->Ptr & limits.OffsetMask;
            ulong length = (packet & LengthBits) >> 32;
            if (!limits.IsUsable((uint)packet))
            {
                totals.Refusal = SlotRefusal.BufferIndex;
                break;
            }

            if (offset != limits.DataOffset)
            {
                totals.Refusal = offset + length > limits.BufferSize ? SlotRefusal.Length : SlotRefusal.UnusualOffset;
                break;
            }

            if (length > maxLength)
            {
                totals.Refusal = SlotRefusal.Length;
                break;
            }

            ulong* mine = (ulong*)burst + i;
            *(ulong*)(slots + i) = (*mine & IndexBits) | ChangedBit;
            *mine = packet & PacketBits;
            totals.Bytes += (long)length;
            totals.Flags |= (ushort)(packet >> 48);
        }

        totals.Slots = i;
    }

    /// <summary>Puts the packets of a burst into transmit slots and takes the slots' spent buffers in return.</summary>
    /// <param name="slots">First slot; <paramref name="count"/> slots follow without a wrap.</param>
    /// <param name="burst">The packets; afterwards the same descriptors hold spent buffers.</param>
    /// <param name="count">Slots to exchange.</param>
    /// <param name="limits">What the slots must satisfy (their buffers come back to us, so their indices are checked).</param>
    /// <param name="totals">What was moved, and why the run ended early if it did.</param>
    public static void Transmit(NetmapSlot* slots, SlotDescriptor* burst, int count, in SlotLimits limits, out ExchangeTotals totals)
    {
        totals = default;
        int i = 0;
        if (Avx2.IsSupported)
        {
            i = TransmitVector(slots, (ulong*)burst, count, limits, ref totals);
        }

        for (; i < count; i++)
        {
            ulong spent = Volatile.Read(ref *(ulong*)(slots + i)) & IndexBits;
            if (!limits.IsUsable((uint)spent))
            {
                totals.Refusal = SlotRefusal.BufferIndex;
                break;
            }

            TransmitOne(slots + i, (ulong*)burst + i, spent, limits.DataOffset, ref totals);
        }

        totals.Slots = i;
    }

    /// <summary>Takes one packet out of a receive slot whatever its data offset is.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="mine">The descriptor that gives its spent buffer and gets the packet.</param>
    /// <param name="limits">What the slot must satisfy.</param>
    /// <param name="dataOffset">The packet's data offset; meaningful if nothing was refused.</param>
    /// <returns><see cref="SlotRefusal.None"/> if the packet was taken.</returns>
    public static SlotRefusal ReceiveOne(NetmapSlot* slot, SlotDescriptor* mine, in SlotLimits limits, out ushort dataOffset)
    {
        ulong packet = Volatile.Read(ref *(ulong*)slot);
        ulong offset = Volatile.Read(ref slot->Ptr) & limits.OffsetMask;
        dataOffset = (ushort)offset;
        if (!limits.IsUsable((uint)packet))
        {
            return SlotRefusal.BufferIndex;
        }

        if (offset + ((packet & LengthBits) >> 32) > limits.BufferSize)
        {
            return SlotRefusal.Length;
        }

        slot->Ptr = limits.DataOffset;
        *(ulong*)slot = (*(ulong*)mine & IndexBits) | ChangedBit;
        *(ulong*)mine = packet & PacketBits;
        return SlotRefusal.None;
    }

    /// <summary>Puts one packet with its own data offset into a transmit slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="mine">The packet's descriptor; afterwards it holds the slot's spent buffer.</param>
    /// <param name="dataOffset">The packet's data offset.</param>
    /// <param name="limits">What the slot must satisfy.</param>
    /// <returns><see cref="SlotRefusal.None"/> if the packet was put.</returns>
    public static SlotRefusal TransmitOne(NetmapSlot* slot, SlotDescriptor* mine, ushort dataOffset, in SlotLimits limits)
    {
        ulong spent = Volatile.Read(ref *(ulong*)slot) & IndexBits;
        if (!limits.IsUsable((uint)spent))
        {
            return SlotRefusal.BufferIndex;
        }

        ExchangeTotals ignored = default;
        TransmitOne(slot, (ulong*)mine, spent, dataOffset, ref ignored);
        return SlotRefusal.None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransmitOne(NetmapSlot* slot, ulong* mine, ulong spent, ushort dataOffset, ref ExchangeTotals totals)
    {
        ulong packet = *mine & PacketBits;
        slot->Ptr = dataOffset;
        *(ulong*)slot = packet | ChangedBit;
        *mine = spent;
        totals.Bytes += (long)((packet & LengthBits) >> 32);
        totals.Flags |= (ushort)(packet >> 48);
    }

    private static int ReceiveVector(NetmapSlot* slots, ulong* burst, int count, in SlotLimits limits, ref ExchangeTotals totals)
    {
        Vector256<ulong> index = Vector256.Create(IndexBits);
        Vector256<ulong> changed = Vector256.Create(ChangedBit);
        Vector256<ulong> packetBits = Vector256.Create(PacketBits);
        Vector256<ulong> offset = Vector256.Create((ulong)limits.DataOffset);
        Vector256<ulong> offsetMask = Vector256.Create(limits.OffsetMask);
        Vector256<long> lowest = Vector256.Create(2L);
        Vector256<long> highest = Vector256.Create((long)limits.BufferCount - 1);
        Vector256<long> longest = Vector256.Create((long)limits.BufferSize - limits.DataOffset);
        Vector256<ulong> lengthBits = Vector256.Create(0xFFFFUL);
        Vector256<ulong> bytes = Vector256<ulong>.Zero;
        Vector256<ulong> seen = Vector256<ulong>.Zero;

        int i = 0;
        for (; i + 4 <= count; i += 4)
        {
            ulong* at = (ulong*)(slots + i);
            Vector256<ulong> first = Vector256.Load(at);
            Vector256<ulong> second = Vector256.Load(at + 4);
            Vector256<ulong> packets = Avx2.UnpackLow(first, second); // 0 2 1 3
            Vector256<ulong> offsets = Avx2.UnpackHigh(first, second);
            Vector256<long> indexes = (packets & index).AsInt64();
            Vector256<ulong> lengths = (packets >>> 32) & lengthBits;
            Vector256<ulong> wrong = ((offsets & offsetMask) ^ offset)
                | (Vector256.GreaterThan(lowest, indexes)
                    | Vector256.GreaterThan(indexes, highest)
                    | Vector256.GreaterThan(lengths.AsInt64(), longest)).AsUInt64();
            if (wrong != Vector256<ulong>.Zero)
            {
                break; // the scalar loop finds out which and why
            }

            Vector256<ulong> spent = Avx2.Permute4x64(Vector256.Load(burst + i), 0xD8);
            spent = (spent & index) | changed;
            Avx2.UnpackLow(spent, offset).Store(at);
            Avx2.UnpackHigh(spent, offset).Store(at + 4);
            Avx2.Permute4x64(packets & packetBits, 0xD8).Store(burst + i);
            bytes += lengths;
            seen |= packets;
        }

        totals.Bytes = (long)Vector256.Sum(bytes);
        totals.Flags = FlagsOf(seen);
        return i;
    }

    private static int TransmitVector(NetmapSlot* slots, ulong* burst, int count, in SlotLimits limits, ref ExchangeTotals totals)
    {
        Vector256<ulong> index = Vector256.Create(IndexBits);
        Vector256<ulong> changed = Vector256.Create(ChangedBit);
        Vector256<ulong> packetBits = Vector256.Create(PacketBits);
        Vector256<ulong> offset = Vector256.Create((ulong)limits.DataOffset);
        Vector256<long> lowest = Vector256.Create(2L);
        Vector256<long> highest = Vector256.Create((long)limits.BufferCount - 1);
        Vector256<ulong> lengthBits = Vector256.Create(0xFFFFUL);
        Vector256<ulong> bytes = Vector256<ulong>.Zero;
        Vector256<ulong> seen = Vector256<ulong>.Zero;

        int i = 0;
        for (; i + 4 <= count; i += 4)
        {
            ulong* at = (ulong*)(slots + i);
            Vector256<ulong> spent = Avx2.UnpackLow(Vector256.Load(at), Vector256.Load(at + 4)) & index; // 0 2 1 3
            Vector256<long> wrong = Vector256.GreaterThan(lowest, spent.AsInt64()) | Vector256.GreaterThan(spent.AsInt64(), highest);
            if (wrong != Vector256<long>.Zero)
            {
                break;
            }

            Vector256<ulong> packets = Avx2.Permute4x64(Vector256.Load(burst + i) & packetBits, 0xD8);
            Vector256<ulong> marked = packets | changed;
            Avx2.UnpackLow(marked, offset).Store(at);
            Avx2.UnpackHigh(marked, offset).Store(at + 4);
            Avx2.Permute4x64(spent, 0xD8).Store(burst + i);
            bytes += (packets >>> 32) & lengthBits;
            seen |= packets;
        }

        totals.Bytes = (long)Vector256.Sum(bytes);
        totals.Flags = FlagsOf(seen);
        return i;
    }

    private static ushort FlagsOf(Vector256<ulong> seen)
    {
        ulong any = seen[0] | seen[1] | seen[2] | seen[3];
        return (ushort)(any >> 48);
    }
}
