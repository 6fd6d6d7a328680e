using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>Checks that every buffer of a region is in exactly one place: free, in a slot of a ring, or with somebody who says so.</summary>
/// <remarks>Nothing may move meanwhile.</remarks>
internal static class BufferAudit
{
    /// <summary>Looks at every buffer.</summary>
    /// <param name="region">The region.</param>
    /// <param name="ports">All ports with rings in it; those of other regions are skipped.</param>
    /// <param name="elsewhere">Buffers in bursts or held otherwise.</param>
    /// <returns>What is wrong, one sentence each; empty if nothing is.</returns>
    public static IReadOnlyList<string> Check(Region region, IEnumerable<HostPort> ports, IEnumerable<uint> elsewhere)
    {
        var faults = new List<string>();
        var places = new string?[region.BufferCount];
        uint seen = 0;
        void See(uint index, string place)
        {
            if (!region.IsUsableBuffer(index))
            {
                faults.Add($"{place} holds buffer {index}, which is not one of the region's {region.BufferCount}");
            }
            else if (places[index] is { } other)
            {
                faults.Add($"buffer {index} is in two places: {other} and {place}");
            }
            else
            {
                places[index] = place;
                seen++;
            }
        }

        foreach (HostPort port in ports.Where(port => port.Region == region))
        {
            port.VisitBuffers(index => See(index, port.Name));
        }

        foreach (uint index in elsewhere)
        {
            See(index, "elsewhere");
        }

        uint free = region.FreeBufferCount;
        uint handedOut = region.BufferCount - Region.ReservedBuffers - free;
        if (seen != handedOut)
        {
            faults.Add($"{handedOut} buffers are handed out, {seen} were found");
        }

        return faults;
    }
}
