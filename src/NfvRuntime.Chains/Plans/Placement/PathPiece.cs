namespace NfvRuntime.Chains;

/// <summary>
/// The hops of a path between two links. A branch to <c>sender</c> has pieces for each port to which it leads.
/// </summary>
/// <param name="Path">The path.</param>
/// <param name="Segment">Where these hops are.</param>
/// <param name="Enters">The link by which packets come; null where the path begins here.</param>
/// <param name="Hops">Ports, stages and drop, in their order; at least one. A branch's first piece begins with the stage at which it branches off.</param>
/// <param name="Edges">The edges between these hops.</param>
/// <param name="Leaves">The link by which packets go on; null where the path ends here.</param>
public sealed record PathPiece(int Path, int Segment, int? Enters, IReadOnlyList<PlanEnd> Hops, IReadOnlyList<int> Edges, int? Leaves);
