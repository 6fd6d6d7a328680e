namespace NfvRuntime.Chains.Plans;

/// <summary>Adds up what each region has to hold.</summary>
internal sealed class RegionPlanner
{
    private readonly ChainPlan _plan;
    private readonly IReadOnlyList<PlanSegment> _segments;
    private readonly List<PlanRegion> _regions = [];
    private readonly int[] _regionOf;

    public RegionPlanner(ChainPlan plan, IReadOnlyList<PlanSegment> segments)
    {
        _plan = plan;
        _segments = segments;
        _regionOf = new int[segments.Count];
        foreach (var group in segments.GroupBy(segment => segment.Trust))
        {
            foreach (var segment in group) _regionOf[segment.Index] = _regions.Count;
            int ports = group.Sum(segment => segment.Ports.Count), rings = ports * RegionNeeds.RingsPerPort;
            long buffers = ((long)rings * plan.Options.RingSlots) + ((long)ports * BuffersPerRxRing) + ((long)group.Count() * RegionNeeds.SpareBuffers)
                + (group.Any(segment => segment.Guest is not null) ? RegionNeeds.MendBuffers : 0);
            string[] members = [.. group.Select(segment => segment.Name)];
            _regions.Add(new PlanRegion(_regions.Count, group.Key, members, ports * RegionNeeds.InterfacesPerPort, rings, ports == 0 ? 0 : plan.Options.RingSlots, buffers));
        }
    }

    private int BuffersPerEdge => RegionNeeds.EdgeBursts * _plan.Options.Burst;

    private int BuffersPerRxRing => _plan.Options.Bursts * _plan.Options.Burst;

    public IReadOnlyList<PlanRegion> Finish() => _regions;

    /// <summary>An edge has bursts in which the sender collects, be it a link or not.</summary>
    public void AddEdge(int segment) => Add(_regionOf[segment], buffers: BuffersPerEdge);

    /// <returns>Where the two ends of the link lie.</returns>
    public (int From, int To) AddLink(PlanEdge edge, LinkKind kind, (int From, int To) ends, (int Count, int Slots) rings, bool isShared)
    {
        AddEdge(ends.From);
        PlanSegment from = _segments[ends.From], to = _segments[ends.To];
        int fromRegion = _regionOf[ends.From], toRegion = _regionOf[ends.To];
        if (isShared)
        {
            // Only what this link carries is laid open to the other group.
            fromRegion = toRegion = _regions.Count;
            _regions.Add(new PlanRegion(_regions.Count, edge.Name, [from.Name, to.Name], 0, 0, 0, RegionNeeds.MendBuffers));
        }
        else if (kind == LinkKind.Kloop && fromRegion != toRegion)
        {
            // The host's own memory stays its own: both ends lie in the guest's.
            fromRegion = toRegion = from.Guest is null ? toRegion : fromRegion;
        }

        switch (kind)
        {
            case LinkKind.Pipe:
                Add(fromRegion, 0, rings.Count, rings.Slots, (long)rings.Count * rings.Slots);
                break;
            case LinkKind.Kloop:
                // A ring back, which nobody uses, and each ring seen from two ends, which share its buffers.
                Add(fromRegion, 2, 2 * (rings.Count + 1), rings.Slots, (rings.Count + 1L) * rings.Slots);
                break;
            case LinkKind.Vale:
                // At each end a ring of the other direction, which nobody uses.
                Add(fromRegion, 1, rings.Count + 1, rings.Slots, (rings.Count + 1L) * rings.Slots);
                Add(toRegion, 1, rings.Count + 1, rings.Slots, (rings.Count + 1L) * rings.Slots);
                break;
        }

        Add(toRegion, buffers: (long)rings.Count * BuffersPerRxRing);
        return (fromRegion, toRegion);
    }

    private void Add(int region, int ports = 0, int rings = 0, int slots = 0, long buffers = 0)
    {
        var now = _regions[region];
        _regions[region] = now with
        {
            Ports = now.Ports + ports,
            Rings = now.Rings + rings,
            Slots = Math.Max(now.Slots, slots),
            Buffers = now.Buffers + buffers,
        };
    }
}
