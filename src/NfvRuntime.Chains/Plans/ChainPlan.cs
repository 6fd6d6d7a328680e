using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains;

/// <summary>
/// A checked chain, ready to be built: what is opened, what runs, and which edges join them. Immutable; nothing in it is started.
/// </summary>
public sealed record ChainPlan
{
    /// <summary>The chain's name.</summary>
    public required string Name { get; init; }

    /// <summary>The chain file as the user named it.</summary>
    public required string File { get; init; }

    /// <summary>The full name of the folder to which relative file names in the chain refer.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>What holds for the whole chain.</summary>
    public required ChainOptions Options { get; init; }

    /// <summary>The ports that paths mention, in the order of the file.</summary>
    public required IReadOnlyList<PlanPort> Ports { get; init; }

    /// <summary>The stages that paths mention, in the order of the file.</summary>
    public required IReadOnlyList<PlanStage> Stages { get; init; }

    /// <summary>All paths; a path's <see cref="PlanPath.Index"/> is its place here.</summary>
    public required IReadOnlyList<PlanPath> Paths { get; init; }

    /// <summary>All edges; an edge's <see cref="PlanEdge.Index"/> is its place here.</summary>
    public required IReadOnlyList<PlanEdge> Edges { get; init; }

    /// <summary>What of the chain runs where, and what joins the pieces; without guests all of it runs in the host.</summary>
    public Placement Placement { get; init; } = Placement.Empty;

    /// <summary>What the chain was read from; null for a plan that was made otherwise.</summary>
    internal MapNode? Source { get; init; }

    /// <summary>
    /// The edge that a packet takes which a stage sends to an output: the path's own next hop where the path goes on at that output, else
    /// the branch that begins there, else null, and the packet is dropped under the output's own reason.
    /// </summary>
    /// <param name="path">The path that the packet is on.</param>
    /// <param name="stage">A stage of that path.</param>
    /// <param name="gate">One of the stage's outputs.</param>
    public PlanEdge? FindEdge(int path, string stage, string gate)
    {
        foreach (var edge in Edges)
        {
            bool leaves = edge.Gate == gate && edge.From == new PlanEnd(PlanEndKind.Stage, stage);
            if (leaves && edge.TakenOn.Contains(path)) return edge;
        }

        return null;
    }
}
