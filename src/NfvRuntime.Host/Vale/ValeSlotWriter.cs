using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>Copies gathered slots into reserved slots of an rx ring.</summary>
internal static unsafe class ValeSlotWriter
{
    /// <summary>Fills slots from <paramref name="at"/> on, going round the end.</summary>
    /// <returns>The slot after the last one filled.</returns>
    /// <remarks>The receiver's slots are shared memory too. One whose buffer index is impossible, or whose buffer is too small, becomes a
    /// slot of length 0.</remarks>
    public static uint Write(Kring kring, uint at, GatheredSlot* source, uint count)
    {
        ref readonly RingView ring = ref kring.Ring;
        Region region = ring.Region;
        byte* buffers = region.BufferBase;
        uint bufferCount = region.BufferCount;
        uint size = region.BufferSize;
        uint headroom = (uint)kring.Port.Options.Headroom & ring.OffsetMask;
        NetmapSlot* slots = ring.Slots;
        uint n = ring.NumSlots;
        for (; count > 0; count--, source++)
        {
            NetmapSlot* slot = slots + at;
            uint index = Volatile.Read(ref slot->BufIdx);
            uint length = source->Length;
            uint offset = length <= size - headroom ? headroom : ring.OffsetMask == 0 || length > size ? size : size - length;
            if (index - 2 < bufferCount - 2 && length <= size - offset)
            {
                FrameCopy.Copy(source->Data, buffers + ((ulong)index * size) + offset, length, source->Readable, size - offset);
            }
            else
            {
                length = 0;
                offset = headroom;
            }

            *((uint*)slot + 1) = length | ((uint)source->Flags << 16);
            slot->Ptr = offset;
            at = RingIndex.Next(at, n);
        }

        return at;
    }
}
