namespace NfvRuntime.Netmap;

/// <summary>Finds the buffers that a dead process took with it, in a region that others share.</summary>
/// <remarks>All rings of the region are quiet meanwhile: nobody swaps. The host's own allocation record is the only thing trusted: it goes before slots, slots go
/// before what survivors say, and what is left was the victim's.</remarks>
public static class RegionReconciler
{
    /// <summary>Judges a state, without touching it.</summary>
    /// <param name="bufferCount">Buffers of the region, the reserved ones included.</param>
    /// <param name="free">One bit for each buffer that the host has not given out (<see cref="Region.MarkFree"/>).</param>
    /// <param name="slots">The buffer index of every slot, each read once.</param>
    /// <param name="reports">What the survivors say.</param>
    public static Reconciliation Run(uint bufferCount, ReadOnlySpan<ulong> free, ReadOnlySpan<uint> slots, IReadOnlyList<SurvivorReport> reports)
    {
        ulong[] inUse = new ulong[(bufferCount + 63) / 64];
        uint used = 0;
        var badSlots = new List<int>();
        for (int i = 0; i < slots.Length; i++)
        {
            uint index = slots[i];
            if (IsUsable(index, bufferCount) && !Has(free, index) && TrySet(inUse, index))
            {
                used++;
            }
            else
            {
                badSlots.Add(i);
            }
        }

        var revoked = new List<ulong[]>();
        foreach (SurvivorReport report in reports)
        {
            revoked.Add(Hear(report, bufferCount, free, inUse, ref used));
        }

        uint notGiven = 0;
        for (uint index = Region.ReservedBuffers; index < bufferCount; index++)
        {
            notGiven += Has(free, index) ? 1u : 0;
        }

        return new Reconciliation
        {
            InUse = inUse,
            Returned = bufferCount - Region.ReservedBuffers - notGiven - used,
            BadSlots = badSlots,
            Revoked = revoked,
        };
    }

    /// <summary>Judges a region's state and puts it right: what nobody has is free again, and every bad slot has a fresh buffer, as far as there are any.</summary>
    /// <param name="region">A region that this process created.</param>
    /// <param name="runs">All slots that hold buffers, each once.</param>
    /// <param name="reports">What the survivors say.</param>
    public static Reconciliation Apply(Region region, IReadOnlyList<SlotRun> runs, IReadOnlyList<SurvivorReport> reports)
    {
        ulong[] free = new ulong[(region.BufferCount + 63) / 64];
        region.MarkFree(free);
        var places = new List<(RingView Ring, uint Slot)>();
        var indexes = new List<uint>();
        foreach (SlotRun run in runs)
        {
            for (uint i = 0; i < run.Count; i++)
            {
                uint slot = RingIndex.Advance(run.Start, i, run.Ring.NumSlots);
                places.Add((run.Ring, slot));
                indexes.Add(Volatile.Read(ref run.Ring[slot].BufIdx));
            }
        }

        Reconciliation found = Run(region.BufferCount, free, indexes.ToArray(), reports);
        region.Retain(found.InUse);
        uint[] fresh = new uint[Math.Min((uint)found.BadSlots.Count, region.FreeBufferCount)];
        region.AllocateBuffers(fresh);
        for (int i = 0; i < found.BadSlots.Count; i++)
        {
            (RingView ring, uint at) = places[found.BadSlots[i]];
            ref NetmapSlot slot = ref ring[at];
            slot.Len = 0;
            slot.BufIdx = i < fresh.Length ? fresh[i] : 0;
            slot.Flags = SlotFlags.BufChanged;
        }

        return found;
    }

    private static ulong[] Hear(SurvivorReport report, uint bufferCount, ReadOnlySpan<ulong> free, ulong[] inUse, ref uint used)
    {
        ulong[] revoked = [];
        uint granted = 0;
        ReadOnlySpan<ulong> bitmap = report.Bitmap.Span;
        for (uint index = 0; index < bufferCount && index / 64 < bitmap.Length; index++)
        {
            if (!Has(bitmap, index))
            {
                continue;
            }

            if (granted < report.Quota && IsUsable(index, bufferCount) && !Has(free, index) && TrySet(inUse, index))
            {
                granted++;
                continue;
            }

            if (revoked.Length == 0)
            {
                revoked = new ulong[inUse.Length];
            }

            TrySet(revoked, index);
        }

        used += granted;
        return revoked;
    }

    private static bool IsUsable(uint index, uint bufferCount) => index >= Region.ReservedBuffers && index < bufferCount;

    private static bool Has(ReadOnlySpan<ulong> bitmap, uint index) =>
        index / 64 < (uint)bitmap.Length && (bitmap[(int)(index / 64)] & (1UL << (int)(index % 64))) != 0;

    private static bool TrySet(ulong[] bitmap, uint index)
    {
        ref ulong word = ref bitmap[index / 64];
        ulong bit = 1UL << (int)(index % 64);
        bool isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }
}
