using System.Text;

namespace NfvRuntime.Chains.Segments;

/// <summary>A piece of a path as a path of its own.</summary>
internal static class PieceText
{
    public static string Of(ChainPlan plan, PathPiece piece)
    {
        var text = new StringBuilder();
        string input = "";
        if (piece.Enters is { } enters)
        {
            text.Append(SegmentNames.OfLink(plan, plan.Placement.Links[enters]));
            input = $" -> {Gate(EdgeOf(plan, enters).InputGate, after: " ")}";
        }

        for (int i = 0; i < piece.Hops.Count; i++)
        {
            text.Append(input).Append(NameOf(piece.Hops[i]));
            PlanEdge? next = i < piece.Edges.Count ? plan.Edges[piece.Edges[i]] : piece.Leaves is { } leaves ? EdgeOf(plan, leaves) : null;
            if (next is null) break;
            text.Append(Gate(next.Gate, before: " "));
            input = $" -> {Gate(next.InputGate, after: " ")}";
        }

        if (piece.Leaves is { } link) text.Append(" -> ").Append(SegmentNames.OfLink(plan, plan.Placement.Links[link]));
        return text.ToString();
    }

    /// <summary>The edge by which packets come onto a branch.</summary>
    public static PlanEdge FirstEdge(ChainPlan plan, PathPiece branch) =>
        branch.Edges.Count > 0 ? plan.Edges[branch.Edges[0]] : EdgeOf(plan, branch.Leaves!.Value);

    private static PlanEdge EdgeOf(ChainPlan plan, int link) => plan.Edges[plan.Placement.Links[link].Edge];

    private static string NameOf(PlanEnd end) => end.Kind == PlanEndKind.Drop ? "drop" : end.Name;

    private static string Gate(string gate, string before = "", string after = "") => gate.Length == 0 ? "" : $"{before}[{gate}]{after}";
}
