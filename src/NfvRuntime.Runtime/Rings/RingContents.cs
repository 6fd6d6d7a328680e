using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>Looks at what stands in a ring.</summary>
internal static class RingContents
{
    /// <summary>Packets that end in a run of slots, by the flags that stand there now.</summary>
    /// <param name="driver">The ring.</param>
    /// <param name="from">First slot.</param>
    /// <param name="slots">How many.</param>
    internal static long CountPackets(RingDriver driver, uint from, uint slots)
    {
        long packets = 0;
        for (; slots > 0; slots--, from = RingIndex.Next(from, driver.NumSlots))
        {
            packets += (Volatile.Read(ref driver.Ring[from].Flags) & SlotFlags.MoreFrag) == 0 ? 1 : 0;
        }

        return packets;
    }
}
