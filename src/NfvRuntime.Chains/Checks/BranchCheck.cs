using NfvRuntime.Chains.Documents;
using NfvRuntime.Chains.Paths;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>
/// A branch must be one that packets can take: some path leads through its stage and does not go on at its output itself; so does each that
/// it names.
/// </summary>
internal static class BranchCheck
{
    public static void Run(ChainModel model, DiagnosticBag diagnostics)
    {
        if (!model.IsSound) return;
        foreach (var branch in model.Document.Paths.Where(model.IsBranch))
        {
            var first = branch.First;
            var through = model.Through(first.Name).ToArray();
            foreach (var name in branch.For ?? []) CheckTaker(branch, name, through.FirstOrDefault(t => t.Path.Name == name.Text).Hop, diagnostics);
            if (branch.For is { Count: > 0 } || (branch.For is null && through.Any(t => t.Hop.OutputGate != first.OutputGate))) continue;
            string why = branch.For is not null ? "its 'for' names no path"
                : through.Length == 0
                ? $"no path leads through stage '{first.Name}'"
                : $"every path through stage '{first.Name}' goes on at {Words.Output(first.OutputGate)} itself";
            diagnostics.Error(first.Position, ChainCodes.DeadBranch, $"no packet can take path '{branch.Name}': {why}");
        }

        foreach (var path in model.Document.Paths.Where(path => path.For is { Count: > 0 } && !model.IsBranch(path)))
        {
            diagnostics.Error(path.For![0].Position, ChainCodes.WrongTaker,
                $"path '{path.Name}' begins at a port: 'for' says whose packets take a path that begins at an output of a stage");
        }
    }

    private static void CheckTaker(PathDeclaration branch, ScalarNode name, Hop? at, DiagnosticBag diagnostics)
    {
        if (at is not null && at.OutputGate != branch.First.OutputGate) return;
        string why = at is null ? $"no path of that name leads through stage '{branch.First.Name}'" : $"it goes on at {Words.Output(branch.First.OutputGate)} itself";
        diagnostics.Error(name.Position, ChainCodes.WrongTaker, $"no packet of path '{name.Text}' can take path '{branch.Name}': {why}");
    }
}
