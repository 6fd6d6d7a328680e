namespace NfvRuntime.Chains.Tests.Placements;

/// <summary>A placement in lines that tests can compare.</summary>
internal static class PlacementText
{
    public static IEnumerable<string> Links(ChainPlan plan) =>
        from link in plan.Placement.Links
        let segments = plan.Placement.Segments
        select $"{link.Index} {plan.Edges[link.Edge].Name} {segments[link.From].Name}>{segments[link.To].Name} {link.Kind} {link.Rings}x{link.Slots}"
            + $"{(link.IsLossless ? " lossless" : "")} copies {link.Copies} regions {link.FromRegion} {link.ToRegion}";

    public static IEnumerable<string> Pieces(ChainPlan plan) =>
        from piece in plan.Placement.Pieces
        let hops = string.Join(' ', piece.Hops.Select(hop => hop.Name))
        select $"{plan.Paths[piece.Path].Name} {plan.Placement.Segments[piece.Segment].Name}: {(piece.Enters is { } i ? $"{i}> " : "")}{hops}{(piece.Leaves is { } o ? $" >{o}" : "")}";

    public static IEnumerable<string> Regions(ChainPlan plan) =>
        plan.Placement.Regions.Select(r => $"{r.Name} ({string.Join(' ', r.Members)}) {r.Ports} ports {r.Rings} rings {r.Slots} slots {r.Buffers} buffers");

    public static IEnumerable<string> Islands(ChainPlan plan) =>
        plan.Placement.Islands.Select(i => $"{i.Name} @{i.Process} {string.Join(", ", i.Kloops)}".TrimEnd());
}
