using NfvRuntime.Chains.Documents;
using NfvRuntime.Chains.Paths;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>Outputs at which a kind of stage cannot do without a path must have one, on every path through the stage.</summary>
internal static class OutputCheck
{
    public static void Run(ChainModel model, DiagnosticBag diagnostics)
    {
        if (!model.IsSound) return;
        foreach (var path in model.Document.Paths)
        {
            foreach (var hop in path.Middle) CheckHop(model, path, hop, diagnostics);
        }
    }

    private static void CheckHop(ChainModel model, PathDeclaration path, Hop hop, DiagnosticBag diagnostics)
    {
        if (model.Stage(hop.Name) is not { Kind: { } kind } stage) return;
        var led = model.Branches(hop.Name, path).Select(b => b.First.OutputGate).Append(hop.OutputGate).ToHashSet();
        foreach (string gate in stage.RequiredOutputs.Where(g => !led.Contains(g)))
        {
            diagnostics.Error(hop.Position, ChainCodes.LooseOutput,
                $"{Words.Output(gate)} of stage '{hop.Name}' ({kind.Name}) leads nowhere on path '{path.Name}', and its settings need it: "
                + $"add a path '{hop.Name} [{gate}] -> ...' to a port, or to sender");
        }

        foreach (string gate in kind.OutputGates.Where(g => !led.Contains(g) && !kind.IsUnconnectedAllowed(g)))
        {
            string remedy = gate.Length == 0 ? $"{hop.Name} -> ..." : $"{hop.Name} [{gate}] -> ...";
            diagnostics.Error(hop.Position, ChainCodes.LooseOutput,
                $"{Words.Output(gate)} of stage '{hop.Name}' ({kind.Name}) leads nowhere on path '{path.Name}': add a path '{remedy}'");
        }
    }
}
