namespace NfvRuntime.Chains.Plans;

/// <summary>Cuts paths where a link carries them on.</summary>
internal static class PieceCutter
{
    /// <param name="plan">The chain.</param>
    /// <param name="links">The edges that became links.</param>
    /// <param name="segmentOf">Where a port or stage is.</param>
    public static IReadOnlyList<PathPiece> Cut(ChainPlan plan, IReadOnlyList<PlanLink> links, Func<PlanEnd, int> segmentOf)
    {
        var linkOf = links.ToDictionary(link => link.Edge, link => link.Index);
        var pieces = new List<PathPiece>();
        foreach (var path in plan.Paths)
        {
            PathPiece? piece = null;
            foreach (var edge in path.Edges.Select(index => plan.Edges[index]))
            {
                if (piece is null || piece.Hops[^1] != edge.From)
                {
                    if (piece is not null) pieces.Add(piece); // a branch to sender begins anew for each port
                    piece = new PathPiece(path.Index, segmentOf(edge.From), null, [edge.From], [], null);
                }

                if (linkOf.TryGetValue(edge.Index, out int link))
                {
                    pieces.Add(piece with { Leaves = link });
                    piece = new PathPiece(path.Index, segmentOf(edge.To), link, [edge.To], [], null);
                }
                else
                {
                    piece = piece with { Hops = [.. piece.Hops, edge.To], Edges = [.. piece.Edges, edge.Index] };
                }
            }

            pieces.Add(piece!);
        }

        return pieces;
    }
}
