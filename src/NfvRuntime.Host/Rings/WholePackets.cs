using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>Finds out where the last whole packet ends.</summary>
internal static class WholePackets
{
    /// <summary>The end of the last packet in slots [from, head) that is complete. What follows it waits.</summary>
    /// <param name="ring">The ring.</param>
    /// <param name="from">First slot.</param>
    /// <param name="head">End of the slots.</param>
    /// <param name="end">Where complete packets end; <paramref name="from"/> if there is none.</param>
    /// <returns>False if a packet has more slots than are allowed.</returns>
    public static bool TryFindEnd(in RingView ring, uint from, uint head, out uint end)
    {
        uint n = ring.NumSlots;
        uint open = 0;
        end = head;
        while (end != from)
        {
            uint last = RingIndex.Previous(end, n);
            if ((Volatile.Read(ref ring[last].Flags) & SlotFlags.MoreFrag) == 0)
            {
                return true;
            }

            end = last;
            if (++open > HostLimits.MaxFragments)
            {
                end = from;
                return false;
            }
        }

        return true;
    }
}
