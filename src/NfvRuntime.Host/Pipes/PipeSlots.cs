using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>Moves slots from one ring to the same places of another.</summary>
internal static unsafe class PipeSlots
{
    /// <summary>Copies slots [from, end) as they are, in at most two runs.</summary>
    public static void Copy(in RingView source, in RingView destination, uint from, uint end)
    {
        if (from < end)
        {
            Run(source, destination, from, end - from);
            return;
        }

        Run(source, destination, from, source.NumSlots - from);
        Run(source, destination, 0, end);
    }

    /// <summary>Copies slots [from, end), each read once and judged.</summary>
    /// <param name="source">The ring to read.</param>
    /// <param name="destination">The ring to write.</param>
    /// <param name="from">First slot.</param>
    /// <param name="end">End of the slots; becomes the end of the last whole packet copied.</param>
    /// <returns>Null, or what is impossible.</returns>
    public static string? CopyChecked(in RingView source, in RingView destination, uint from, ref uint end)
    {
        uint n = source.NumSlots;
        uint packet = from;
        int chain = 0;
        for (uint at = from; at != end;)
        {
            NetmapSlot slot = ReadOnce(source, at);
            chain++;
            string? fault = Judge(source, slot, at, chain);
            if (fault is not null)
            {
                end = packet;
                return fault;
            }

            destination[at] = slot;
            at = RingIndex.Next(at, n);
            if ((slot.Flags & SlotFlags.MoreFrag) == 0)
            {
                packet = at;
                chain = 0;
            }
        }

        end = packet; // a flag may have changed since the end was looked for
        return null;
    }

    /// <summary>Copies released slots back. One without a usable buffer gives nothing back: the sender's slot gets the scratch buffer.</summary>
    public static void CopyBackChecked(in RingView source, in RingView destination, uint from, uint end)
    {
        for (uint at = from; at != end; at = RingIndex.Next(at, source.NumSlots))
        {
            NetmapSlot slot = ReadOnce(source, at);
            if (Judge(source, slot, at, 1) is not null)
            {
                slot = new NetmapSlot { BufIdx = source.Region.IsUsableBuffer(slot.BufIdx) ? slot.BufIdx : 0, Flags = SlotFlags.BufChanged };
            }

            destination[at] = slot;
        }
    }

    private static NetmapSlot ReadOnce(in RingView ring, uint at)
    {
        ref NetmapSlot shared = ref ring[at];
        return new NetmapSlot
        {
            BufIdx = Volatile.Read(ref shared.BufIdx),
            Len = Volatile.Read(ref shared.Len),
            Flags = Volatile.Read(ref shared.Flags),
            Ptr = Volatile.Read(ref shared.Ptr),
        };
    }

    private static string? Judge(in RingView ring, in NetmapSlot slot, uint at, int chain)
    {
        Region region = ring.Region;
        if (!region.IsUsableBuffer(slot.BufIdx))
        {
            return $"slot {at} names buffer {slot.BufIdx} of {region.BufferCount}";
        }

        uint offset = (uint)slot.Ptr & ring.OffsetMask;
        if (offset + (ulong)slot.Len > region.BufferSize)
        {
            return $"slot {at} states {slot.Len} bytes from {offset} on in a buffer of {region.BufferSize}";
        }

        return chain > HostLimits.MaxFragments ? $"a packet of more than {HostLimits.MaxFragments} slots at slot {at}" : null;
    }

    private static void Run(in RingView source, in RingView destination, uint from, uint count)
    {
        long bytes = count * (long)sizeof(NetmapSlot);
        Buffer.MemoryCopy(source.Slots + from, destination.Slots + from, bytes, bytes);
    }
}
