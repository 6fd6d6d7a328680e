using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>A branch must be one that packets can take: some path leads through its stage and does not go on at its output itself.</summary>
internal static class BranchCheck
{
    public static void Run(ChainModel model, DiagnosticBag diagnostics)
    {
        if (!model.IsSound) return;
        foreach (var branch in model.Document.Paths.Where(model.IsBranch))
        {
            var first = branch.First;
            var through = model.Through(first.Name).ToArray();
            if (through.Any(t => t.Hop.OutputGate != first.OutputGate)) continue;
            string why = through.Length == 0
                ? $"no path leads through stage '{first.Name}'"
                : $"every path through stage '{first.Name}' goes on at {Words.Output(first.OutputGate)} itself";
            diagnostics.Error(first.Position, ChainCodes.DeadBranch, $"no packet can take path '{branch.Name}': {why}");
        }
    }
}
