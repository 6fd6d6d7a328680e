using System.Text.Json;
using NfvRuntime.Chains;

namespace NfvRuntime.Cli.Output.Plans;

/// <summary>What <c>nfv plan</c> prints; docs/cli.md is the schema of its JSON form.</summary>
internal sealed record PlanReport(
    string Chain,
    string File,
    int Cpus,
    long Bytes,
    IReadOnlyList<PlanReport.Segment> Segments,
    IReadOnlyList<PlanReport.Path> Paths,
    IReadOnlyList<PlanReport.Link> Links,
    IReadOnlyList<PlanReport.Region> Regions,
    IReadOnlyList<PlanReport.Island> Islands,
    IReadOnlyList<string> Notices)
{
    public static PlanReport Of(ChainPlan plan, int cpus, Func<PlanRegion, long> sizeOf)
    {
        Placement placement = plan.Placement;
        return new PlanReport(
            plan.Name,
            plan.File,
            cpus,
            placement.Regions.Sum(sizeOf),
            [.. placement.Segments.Select(segment => new Segment(
                segment.Name, segment.Guest?.Kind.Name, segment.Trust, segment.Stages, segment.Ports, segment.Guest?.Settings.Cpus, segment.Guest?.Settings.Memory))],
            [.. plan.Paths.Select(path => PathOf(plan, path))],
            [.. placement.Links.Select(link => LinkOf(plan, link))],
            [.. placement.Regions.Select(region => new Region(
                region.Name, region.IsShared, region.Members, region.Ports, region.Rings, region.Slots, region.Buffers, sizeOf(region)))],
            [.. placement.Islands.Select(island => new Island(
                island.Name, island.Process, island.Segment is { } segment ? placement.Segments[segment].Name : null, island.Kloops))],
            PlacementNotices.Of(plan, cpus, sizeOf));
    }

    public string ToJson() => JsonSerializer.Serialize(this, RunSummary.Json);

    private static Path PathOf(ChainPlan plan, PlanPath path)
    {
        PathPiece[] pieces = [.. plan.Placement.Pieces.Where(piece => piece.Path == path.Index)];
        PlanLink[] links = [.. pieces.Where(piece => piece.Leaves is not null).Select(piece => plan.Placement.Links[piece.Leaves!.Value])];
        return new Path(
            path.Name,
            path.IsBranch,
            links.Length,
            links.Sum(link => link.Copies),
            links.All(link => link.IsLossless) && !path.Full.Drops,
            [.. pieces.Select(piece => new Piece(plan.Placement.Segments[piece.Segment].Name, piece.Enters, [.. piece.Hops.Select(hop => hop.Name)], piece.Leaves))]);
    }

    private static Link LinkOf(ChainPlan plan, PlanLink link)
    {
        Placement placement = plan.Placement;
        PlanEdge edge = plan.Edges[link.Edge];
        return new Link(
            link.Index,
            edge.Name,
            plan.Paths[edge.Path].Name,
            placement.Segments[link.From].Name,
            placement.Segments[link.To].Name,
            link.Kind,
            link.Rings,
            link.Slots,
            link.IsLossless,
            link.Copies,
            link.SharesAcrossTrust,
            placement.Regions[link.FromRegion].Name,
            placement.Regions[link.ToRegion].Name,
            link.Kicks);
    }

    internal sealed record Segment(
        string Name, string? Kind, string Trust, IReadOnlyList<string> Stages, IReadOnlyList<string> Ports, int? Cpus, long? Memory);

    internal sealed record Path(string Name, bool IsBranch, int Links, int Copies, bool IsLossless, IReadOnlyList<Piece> Pieces);

    internal sealed record Piece(string Segment, int? Enters, IReadOnlyList<string> Hops, int? Leaves);

    internal sealed record Link(
        int Number,
        string Edge,
        string Path,
        string From,
        string To,
        LinkKind Kind,
        int Rings,
        int Slots,
        bool IsLossless,
        int Copies,
        bool SharesAcrossTrust,
        string FromRegion,
        string ToRegion,
        IReadOnlyList<PlanKick> Kicks);

    internal sealed record Region(
        string Name, bool IsShared, IReadOnlyList<string> Members, int Ports, int Rings, int Slots, long Buffers, long Bytes);

    internal sealed record Island(string Name, string Process, string? Segment, IReadOnlyList<string> Kloops);
}
