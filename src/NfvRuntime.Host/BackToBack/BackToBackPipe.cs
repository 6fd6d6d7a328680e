using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>A pipe between two guests of a trust group: rings each way, and the host as their arbiter only.</summary>
/// <remarks>Passive: whoever supervises the guests polls it, or waits on <see cref="ArbiterWake"/>.</remarks>
public sealed class BackToBackPipe : IDisposable
{
    /// <summary>Makes the rings, empty.</summary>
    /// <param name="region">A region that both guests can map, created by this process.</param>
    /// <param name="name">Name of the pipe.</param>
    /// <param name="rings">Rings from the first end to the second.</param>
    /// <param name="backRings">Rings from the second end to the first.</param>
    /// <param name="slots">Slots of each ring.</param>
    /// <param name="headroom">Data offset of each slot in bytes.</param>
    /// <exception cref="RegionException">The region is anonymous, or used up.</exception>
    public BackToBackPipe(Region region, string name, int rings = 1, int backRings = 1, uint slots = 1024, int headroom = Region.DefaultHeadroom)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rings);
        ArgumentOutOfRangeException.ThrowIfNegative(backRings);
        Region = region;
        Name = name;
        Headroom = headroom;
        ArbiterWake = new WakeEvent();
        var made = new List<BackToBackRing>();
        try
        {
            for (int i = 0; i < rings + backRings; i++)
            {
                made.Add(new BackToBackRing(region, name, i < rings ? i : i - rings, slots, headroom, ArbiterWake));
            }
        }
        catch
        {
            made.ForEach(ring => ring.Dispose());
            ArbiterWake.Dispose();
            throw;
        }

        Rings = made;
        There = made[..rings];
        Back = made[rings..];
    }

    /// <summary>For a host that comes back: takes over a pipe that an earlier one made, whose guests went on meanwhile.</summary>
    /// <param name="region">The region, taken over (<see cref="Region.TakeOver(string)"/>).</param>
    /// <param name="firstEnd">The record that the first end's guest has.</param>
    /// <param name="descriptors">That guest's descriptors, which the pipe owns from here on. Those that are missing are made anew: a guest
    /// that sleeps by an old one does not hear of a reset until it wakes up.</param>
    /// <exception cref="PtnetException">The record does not fit the region, or is not that of a first end.</exception>
    /// <exception cref="RegionException">A ring is not where the record says.</exception>
    public BackToBackPipe(Region region, PtnetConfiguration firstEnd, IEnumerable<PtnetDescriptor> descriptors)
    {
        PtnetDescriptor[] given = [.. descriptors];
        WakeEvent Find(PtnetDescriptorRole role, int? ring) =>
            given.FirstOrDefault(descriptor => descriptor.Role == role && descriptor.Ring == ring).Handle is { } handle
                ? new WakeEvent(handle) : new WakeEvent();
        if ((firstEnd.Required & PtnetFeatures.BackToBack) == 0 || !firstEnd.Name.EndsWith('{') || firstEnd.MemId != region.MemId
            || firstEnd.RegionGeneration != region.SharedGeneration)
        {
            throw new PtnetException(
                $"{firstEnd.Name} in region {firstEnd.MemId} of generation {firstEnd.RegionGeneration} is no first end of a pipe "
                + $"in region {region.MemId} of generation {region.SharedGeneration}");
        }

        Region = region;
        Name = firstEnd.Name[..^1];
        Headroom = (int)firstEnd.Headroom;
        ArbiterWake = Find(PtnetDescriptorRole.Kick, null);
        int tx = firstEnd.TxRings;
        BackToBackRing[] rings = [.. firstEnd.Rings.Select((stated, i) => new BackToBackRing(
            region, Name, i < tx ? i : i - tx, stated, Headroom, ArbiterWake,
            Find(i < tx ? PtnetDescriptorRole.Notify : PtnetDescriptorRole.Kick, i),
            Find(i < tx ? PtnetDescriptorRole.Kick : PtnetDescriptorRole.Notify, i)))];
        Rings = rings;
        There = rings[..tx];
        Back = rings[tx..];
    }

    /// <summary>The region of rings and buffers.</summary>
    public Region Region { get; }

    /// <summary>Name of the pipe.</summary>
    public string Name { get; }

    /// <summary>Data offset of fresh slots.</summary>
    public int Headroom { get; }

    /// <summary>Rings by which the first end sends.</summary>
    public IReadOnlyList<BackToBackRing> There { get; }

    /// <summary>Rings by which the second end sends.</summary>
    public IReadOnlyList<BackToBackRing> Back { get; }

    /// <summary>All rings.</summary>
    public IReadOnlyList<BackToBackRing> Rings { get; }

    /// <summary>Readable when an end asks for a reset or has answered.</summary>
    public WakeEvent ArbiterWake { get; }

    /// <summary>Carries resets on. Never blocks.</summary>
    /// <returns>Whether something changed.</returns>
    public bool Poll()
    {
        bool changed = false;
        foreach (BackToBackRing ring in Rings)
        {
            changed |= ring.Poll();
        }

        return changed;
    }

    /// <summary>Calls the visitor with the index of every buffer in the slots, checked or not.</summary>
    public void VisitBuffers(Action<uint> visitor)
    {
        foreach (BackToBackRing ring in Rings)
        {
            ring.VisitBuffers(visitor);
        }
    }

    /// <summary>Frees the rings and their buffers. Both ends have gone.</summary>
    public void Dispose()
    {
        foreach (BackToBackRing ring in Rings)
        {
            ring.Dispose();
        }

        ArbiterWake.Dispose();
    }
}
