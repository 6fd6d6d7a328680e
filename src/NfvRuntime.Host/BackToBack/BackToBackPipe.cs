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
    public WakeEvent ArbiterWake { get; } = new();

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
