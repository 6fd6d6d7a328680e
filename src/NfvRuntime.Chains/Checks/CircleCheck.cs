using NfvRuntime.Chains.Documents;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>
/// A path is acyclic by itself, but branches could join to a circle in which a packet turns for ever: path A leads to a stage where
/// branch B begins, and B to a stage where A begins.
/// </summary>
internal static class CircleCheck
{
    public static void Run(ChainModel model, DiagnosticBag diagnostics)
    {
        var branches = model.Document.Paths.Where(model.IsBranch);
        foreach (var circle in Cycles.Find(branches, path => model.Turnings(path).Select(t => t.Branch).Distinct()))
        {
            diagnostics.Error(circle[0].First.Position, ChainCodes.Circle, $"packets could circle for ever: {Describe(model, circle)}");
        }
    }

    private static string Describe(ChainModel model, List<PathDeclaration> circle) =>
        string.Join(", then ", circle.Select((path, i) =>
        {
            var next = circle[(i + 1) % circle.Count];
            var at = model.Turnings(path).First(t => t.Branch == next).At;
            return $"path '{path.Name}' to stage '{at.Name}', where path '{next.Name}' begins";
        }));
}
