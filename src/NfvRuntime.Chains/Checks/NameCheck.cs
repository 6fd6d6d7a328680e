using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>Ports and stages share one space of names, since paths tell them apart by nothing else.</summary>
internal static class NameCheck
{
    public static void Run(ChainModel model, DiagnosticBag diagnostics)
    {
        foreach (var stage in model.Document.Stages)
        {
            if (model.Port(stage.Name) is not { } port) continue;
            string where = $"on line {port.Key.Position.Line}";
            diagnostics.Error(stage.Key.Position, ChainCodes.NameTaken, $"'{stage.Name}' is already the name of a port {where}");
        }
    }
}
