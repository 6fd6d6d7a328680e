namespace NfvRuntime.Chains;

/// <summary>Which part of a chain runs where, what joins the parts, and what that takes. Immutable; nothing in it is started.</summary>
public sealed record Placement
{
    /// <summary>Of no chain.</summary>
    public static Placement Empty { get; } = new() { Segments = [], Pieces = [], Links = [], Regions = [], Islands = [] };

    /// <summary>
    /// The host's segment first, where it has any, then one for each guest in the order of the file; a segment's
    /// <see cref="PlanSegment.Index"/> is its place here.
    /// </summary>
    public required IReadOnlyList<PlanSegment> Segments { get; init; }

    /// <summary>All paths, cut where they leave a segment: path by path, each in the order in which packets take it.</summary>
    public required IReadOnlyList<PathPiece> Pieces { get; init; }

    /// <summary>One for each edge between two segments; a link's <see cref="PlanLink.Index"/> is its place here.</summary>
    public required IReadOnlyList<PlanLink> Links { get; init; }

    /// <summary>One for each trust group, the host's first where it has any, then those of links that share memory across groups.</summary>
    public required IReadOnlyList<PlanRegion> Regions { get; init; }

    /// <summary>The threads that touch packets, in all processes.</summary>
    public required IReadOnlyList<PlanIsland> Islands { get; init; }

    /// <summary>The segments that run in guests.</summary>
    public IEnumerable<PlanSegment> Guests => Segments.Where(segment => segment.Guest is not null);

    /// <summary>The link that an edge became; null for an edge within a segment.</summary>
    public PlanLink? FindLink(int edge) => Links.FirstOrDefault(link => link.Edge == edge);
}
