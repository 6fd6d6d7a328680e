using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>Gives slots whose buffer index is impossible a fresh buffer, so that the same slot does not fail again at the next lap.</summary>
internal static class SlotRepair
{
    /// <summary>Goes over the slots that hold buffers of this ring.</summary>
    /// <remarks>Where the region has no buffer left the slot gets the scratch buffer 0, which nobody can use. The buffer whose index was
    /// overwritten stays lost until the region is laid out anew or audited.</remarks>
    public static void Run(Kring kring) => Run(in kring.Ring, kring.Port.HeldSlots(kring), kring.Port.Options.Headroom);

    /// <summary>Goes over some slots of a ring.</summary>
    /// <returns>Slots repaired.</returns>
    public static uint Run(in RingView ring, SlotRange held, int headroom)
    {
        uint repaired = 0;
        uint at = held.Start;
        for (uint i = 0; i < held.Count; i++)
        {
            ref NetmapSlot slot = ref ring[at];
            if (!ring.Region.IsUsableBuffer(Volatile.Read(ref slot.BufIdx)))
            {
                slot.BufIdx = Replacement(ring.Region);
                slot.Len = 0;
                slot.Ptr = (ulong)headroom;
                slot.Flags = SlotFlags.BufChanged;
                repaired++;
            }

            at = RingIndex.Next(at, ring.NumSlots);
        }

        return repaired;
    }

    private static uint Replacement(Region region)
    {
        Span<uint> one = [0];
        try
        {
            region.AllocateBuffers(one);
        }
        catch (RegionException)
        {
            return 0;
        }

        return one[0];
    }
}
