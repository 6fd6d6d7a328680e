using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>Gives slots whose buffer index is impossible a fresh buffer, so that the same slot does not fail again at the next lap.</summary>
internal static class SlotRepair
{
    /// <summary>Goes over the slots that hold buffers of this ring.</summary>
    /// <remarks>Where the region has no buffer left the slot gets the scratch buffer 0, which nobody can use. The buffer whose index was
    /// overwritten stays lost until the region is laid out anew or audited.</remarks>
    public static void Run(Kring kring)
    {
        ref readonly RingView ring = ref kring.Ring;
        Region region = ring.Region;
        SlotRange held = kring.Port.HeldSlots(kring);
        uint at = held.Start;
        for (uint i = 0; i < held.Count; i++)
        {
            ref NetmapSlot slot = ref ring[at];
            if (!region.IsUsableBuffer(Volatile.Read(ref slot.BufIdx)))
            {
                slot.BufIdx = Replacement(region);
                slot.Len = 0;
                slot.Ptr = (ulong)kring.Port.Options.Headroom;
                slot.Flags = SlotFlags.BufChanged;
            }

            at = RingIndex.Next(at, ring.NumSlots);
        }
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
