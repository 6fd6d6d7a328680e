namespace NfvRuntime.Chains.Plans;

/// <summary>
/// One island for each segment, and in the host one for the kloops of each trust group: a guest that keeps its kloops busy takes time from
/// those that it shares memory with, and from nobody else.
/// </summary>
internal static class IslandPlanner
{
    public static IReadOnlyList<PlanIsland> Plan(ChainPlan plan, IReadOnlyList<PlanSegment> segments, IReadOnlyList<PlanLink> links)
    {
        var islands = segments.Select(segment => new PlanIsland(segment.Guest is null ? plan.Name : segment.Name, segment.Name, segment.Index, [])).ToList();
        foreach (var group in segments.Where(segment => segment.Guest is not null).GroupBy(segment => segment.Trust))
        {
            string[] kloops =
            [
                .. from segment in @group
                   from served in segment.Ports.Except(segment.OpensItself).Concat(
                       from link in links
                       where link.Kind != LinkKind.Pipe && (link.From == segment.Index || link.To == segment.Index)
                       select plan.Edges[link.Edge].Name)
                   select $"{segment.Name}: {served}",
            ];
            if (kloops.Length > 0) islands.Add(new PlanIsland($"kloops of {group.Key}", PlanGuest.HostName, null, kloops));
        }

        return islands;
    }
}
