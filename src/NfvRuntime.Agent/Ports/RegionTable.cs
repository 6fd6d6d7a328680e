using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Netmap;

namespace NfvRuntime.Agent.Ports;

/// <summary>Every region that the host gave, mapped once for each of its generations. One task at a time.</summary>
internal sealed class RegionTable
{
    private readonly List<SharedRegion> _regions = [];

    /// <summary>The mapped regions of a number; more than one while ports of an older generation are still attached.</summary>
    public IEnumerable<SharedRegion> Find(uint id) => _regions.Where(region => region.Reference.Id == id);

    /// <summary>A region for one more port: the mapping that there is, or a new one.</summary>
    /// <param name="reference">What the host calls it.</param>
    /// <param name="handle">Its memory; owned from here on.</param>
    /// <exception cref="AgentErrorException">It cannot be mapped, or is not what the host calls it.</exception>
    public SharedRegion Take(RegionReference reference, SafeFileHandle handle)
    {
        SharedRegion? known = _regions.Find(region => region.Reference == reference);
        if (known is null)
        {
            known = new SharedRegion(reference, Map(reference, handle));
            _regions.Add(known);
        }
        else
        {
            handle.Dispose();
        }

        known.Ports++;
        return known;
    }

    /// <summary>A port less; the last one takes the mapping with it.</summary>
    public void Return(SharedRegion region)
    {
        if (--region.Ports == 0)
        {
            _regions.Remove(region);
            region.Region.Dispose();
        }
    }

    private static Region Map(RegionReference reference, SafeFileHandle handle)
    {
        Region region;
        try
        {
            region = Region.Attach(handle);
        }
        catch (RegionException e)
        {
            throw new AgentErrorException(ErrorCodes.Failed, $"region {reference.Id} cannot be mapped: {e.Message}");
        }

        if (region.MemId == reference.Id && region.SharedGeneration == reference.Generation && (ulong)region.FileSize == reference.Size)
        {
            return region;
        }

        string found = $"{region.MemId} in generation {region.SharedGeneration} with {region.FileSize} bytes";
        region.Dispose();
        throw new AgentErrorException(new ErrorResponse(
            ErrorCodes.BadField,
            $"the memory is region {found}; the request says {reference.Id} in generation {reference.Generation} with {reference.Size}",
            "region"));
    }
}
