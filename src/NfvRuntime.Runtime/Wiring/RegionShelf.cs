using NfvRuntime.Chains;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>
/// The regions of a chain: those that guests map are sealed memory, which reaches them by descriptor; the others are this process's own.
/// </summary>
public sealed class RegionShelf : IDisposable
{
    private readonly Region[] _regions;

    /// <summary>Makes the regions.</summary>
    /// <param name="placement">Which.</param>
    /// <param name="taken">Regions of an earlier host that were taken over, by number; the shelf owns them from here on.</param>
    /// <exception cref="RegionException">The memory cannot be had, or a region would be too large.</exception>
    public RegionShelf(Placement placement, IReadOnlyDictionary<int, Region>? taken = null)
    {
        _regions = new Region[placement.Regions.Count];
        try
        {
            foreach (PlanRegion plan in placement.Regions)
            {
                _regions[plan.Index] = taken?.GetValueOrDefault(plan.Index) ?? Region.Create(LayoutOf(plan), BackingOf(placement, plan), (ushort)(plan.Index + 1));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The regions in the plan's order.</summary>
    public IReadOnlyList<Region> Regions => _regions;

    /// <summary>A region by its number in the plan.</summary>
    public Region this[int index] => _regions[index];

    /// <summary>How a region of a plan is laid out.</summary>
    /// <exception cref="RegionException">It would be too large.</exception>
    public static RegionLayout LayoutOf(PlanRegion plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return RegionLayout.For(
            Math.Max(1, plan.Ports), Math.Max(1, plan.Rings), (uint)Math.Max(2, plan.Slots), (uint)Math.Clamp(plan.Buffers, 1, uint.MaxValue));
    }

    /// <summary>Bytes that a region of a plan takes.</summary>
    /// <exception cref="RegionException">It would be too large.</exception>
    public static long BytesOf(Placement placement, PlanRegion plan) => Region.SizeOf(LayoutOf(plan), BackingOf(placement, plan));

    private static RegionBacking BackingOf(Placement placement, PlanRegion plan) =>
        placement.Guests.Any(guest => plan.Members.Contains(guest.Name)) ? RegionBacking.SealedMemory : RegionBacking.Anonymous;

    /// <summary>Unmaps all.</summary>
    public void Dispose() => Array.ForEach(_regions, region => region?.Dispose());
}
