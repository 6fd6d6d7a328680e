using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Segments;

/// <summary>Works out the ports of a segment, and what its bursts take in their regions.</summary>
internal static class SegmentPorts
{
    public static IReadOnlyList<SegmentPort> Of(ChainPlan plan, PlanSegment segment)
    {
        int perRing = plan.Options.Bursts * plan.Options.Burst;
        var links = plan.Placement.Links.Where(link => link.From == segment.Index || link.To == segment.Index);
        SegmentPort[] ports =
        [
            .. from port in plan.Ports
               where segment.Ports.Contains(port.Name) && !segment.OpensItself.Contains(port.Name)
               let reads = port.Use.HasFlag(PortUse.Read)
               select new SegmentPort(port.Name, null, port, reads, port.Use.HasFlag(PortUse.Write), reads ? perRing : 0, 0),
            .. from link in links
               let reads = link.To == segment.Index
               select new SegmentPort(SegmentNames.OfLink(plan, link), link, null, reads, !reads, reads ? perRing : 0, 0),
        ];
        int main = Math.Max(0, Array.FindIndex(ports, port => RegionOf(plan, segment, port) is not { } region || plan.Placement.Regions[region].Name == segment.Trust));
        int beside = BuffersOfEdges(plan, segment) + BuffersOfOwnPorts(plan, segment, perRing) + RegionNeeds.SpareBuffers;
        if (ports.Length > 0) ports[main] = ports[main] with { BuffersBeside = beside };
        return ports;
    }

    /// <summary>The region of a link's end; null for a port of the chain file, which lies in that of the segment's trust group.</summary>
    private static int? RegionOf(ChainPlan plan, PlanSegment segment, SegmentPort port) =>
        port.Link is not { } link ? null : link.From == segment.Index ? link.FromRegion : link.ToRegion;

    /// <summary>Ports that a guest opens itself have a ring each way, and bursts where they are read.</summary>
    private static int BuffersOfOwnPorts(ChainPlan plan, PlanSegment segment, int perRing) =>
        plan.Ports.Where(port => segment.OpensItself.Contains(port.Name))
            .Sum(port => (2 * plan.Options.RingSlots) + (port.Use.HasFlag(PortUse.Read) ? perRing : 0));

    private static int BuffersOfEdges(ChainPlan plan, PlanSegment segment)
    {
        int edges = plan.Edges.Count(edge => edge.From.Kind == PlanEndKind.Stage && edge.To.Kind != PlanEndKind.Drop && segment.Stages.Contains(edge.From.Name));
        return edges * RegionNeeds.EdgeBursts * plan.Options.Burst;
    }
}
