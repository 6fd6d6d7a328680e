using NfvRuntime.Chains;

namespace NfvRuntime.Runtime;

/// <summary>Cuts what the host itself runs out of a chain: the same paths, by the same numbers, with a port wherever a link begins or ends.</summary>
internal static class HostPlan
{
    /// <param name="plan">The whole chain.</param>
    /// <param name="nameOf">What the host's segment calls its end of a link.</param>
    public static ChainPlan Of(ChainPlan plan, Func<PlanLink, string> nameOf)
    {
        PlanSegment? host = plan.Placement.Segments.FirstOrDefault(segment => segment.Guest is null);
        var edges = new List<PlanEdge>();
        var paths = new List<PlanPath>();
        foreach (PlanPath path in plan.Paths)
        {
            int first = edges.Count;
            foreach (PlanEdge edge in path.Edges.Select(index => plan.Edges[index]))
            {
                edges.AddRange(Here(plan, host, edge, nameOf).Select((piece, i) => piece with { Index = edges.Count + i }).ToArray());
            }

            paths.Add(path with { Edges = [.. Enumerable.Range(first, edges.Count - first)] });
        }

        return plan with
        {
            Ports = [.. plan.Ports.Where(port => host?.Ports.Contains(port.Name) ?? false)],
            Stages = [.. plan.Stages.Where(stage => host?.Stages.Contains(stage.Name) ?? false)],
            Paths = paths,
            Edges = edges,
        };
    }

    private static IEnumerable<PlanEdge> Here(ChainPlan plan, PlanSegment? host, PlanEdge edge, Func<PlanLink, string> nameOf)
    {
        if (host is null)
        {
            yield break;
        }

        if (plan.Placement.FindLink(edge.Index) is not { } link)
        {
            if (IsIn(host, edge.From))
            {
                yield return edge;
            }

            yield break;
        }

        var end = new PlanEnd(PlanEndKind.Port, nameOf(link));
        if (link.From == host.Index)
        {
            yield return edge with { To = end, InputGate = "" };
        }
        else if (link.To == host.Index)
        {
            yield return edge with { From = end, Gate = "", TakenOn = [edge.Path] };
        }
    }

    private static bool IsIn(PlanSegment host, PlanEnd end) =>
        end.Kind == PlanEndKind.Port ? host.Ports.Contains(end.Name) : host.Stages.Contains(end.Name);
}
