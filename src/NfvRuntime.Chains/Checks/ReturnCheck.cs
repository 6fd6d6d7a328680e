using NfvRuntime.Chains.Documents;
using NfvRuntime.Chains.Paths;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>
/// No packet comes back to a guest that it has left, by lossless links alone: the guest would wait at one for room that it has to make at the
/// other. Two directions on paths of their own are no such ring, because nothing of theirs is shared.
/// </summary>
internal static class ReturnCheck
{
    public static void Run(ChainDocument document, ChainPlan plan, DiagnosticBag diagnostics)
    {
        if (plan.Placement.Links.Count < 2) return;
        var next = new Dictionary<(string Stage, int Path), List<PlanEdge>>();
        foreach (var edge in plan.Edges.Where(edge => edge.From.Kind == PlanEndKind.Stage))
        {
            foreach (int path in edge.TakenOn)
            {
                if (!next.TryGetValue((edge.From.Name, path), out var edges)) next[(edge.From.Name, path)] = edges = [];
                edges.Add(edge);
            }
        }

        var links = plan.Placement.Links.ToDictionary(link => link.Edge);
        foreach (var guest in plan.Placement.Guests) Search(guest);

        void Search(PlanSegment guest)
        {
            var cameFrom = new Dictionary<int, int>(); // edge to the edge before it; a link out of the guest comes from itself
            var waiting = new Queue<PlanEdge>();
            foreach (var link in links.Values.Where(link => link.From == guest.Index && link.IsLossless))
            {
                cameFrom.Add(link.Edge, link.Edge);
                waiting.Enqueue(plan.Edges[link.Edge]);
            }

            while (waiting.TryDequeue(out var edge))
            {
                if (edge.To.Kind != PlanEndKind.Stage) continue;
                foreach (var follower in next.GetValueOrDefault((edge.To.Name, edge.Path), []))
                {
                    bool isLink = links.TryGetValue(follower.Index, out var link);
                    bool waits = isLink ? link!.IsLossless : !follower.Full.Drops;
                    if (!waits || !cameFrom.TryAdd(follower.Index, edge.Index)) continue;
                    if (isLink && link!.To == guest.Index) Report(guest, Way(cameFrom, follower.Index));
                    else waiting.Enqueue(follower);
                }
            }
        }

        List<PlanLink> Way(Dictionary<int, int> cameFrom, int edge)
        {
            var way = new List<PlanLink>();
            for (int at = edge; ; at = cameFrom[at])
            {
                if (links.TryGetValue(at, out var link)) way.Insert(0, link);
                if (cameFrom[at] == at) return way;
            }
        }

        void Report(PlanSegment guest, List<PlanLink> way)
        {
            var segments = plan.Placement.Segments;
            var last = plan.Edges[way[^1].Edge];
            var path = document.Paths[last.Path];
            string gate = last.Gate.Length > 0 ? $" [{last.Gate}]" : "";
            string places = string.Join(" -> ", way.Select(link => segments[link.To].Name).Prepend(guest.Name));
            diagnostics.Error(HopOf(path, plan, last).Position, ChainCodes.LosslessRing,
                $"a ring of lossless links, where each waits for the next once all are full: {places}; "
                + $"write 'links: {{ \"{last.From.Name}{gate} -> {last.To.Name}\": vale }}', or give path '{path.Name}' 'full: drop'");
        }
    }

    private static Hop HopOf(PathDeclaration path, ChainPlan plan, PlanEdge edge) =>
        path.Hops[Math.Min(edge.Index - plan.Paths[edge.Path].Edges[0] + 1, path.Hops.Count - 1)];
}
