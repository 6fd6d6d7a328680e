using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>Warns of ports and stages that no path mentions.</summary>
internal static class UsageCheck
{
    public static void Run(ChainModel model, DiagnosticBag diagnostics)
    {
        if (!model.IsSound) return;
        var mentioned = model.Document.Paths.SelectMany(p => p.Hops).Select(h => h.Name).ToHashSet();
        foreach (var port in model.Document.Ports.Where(p => !mentioned.Contains(p.Name)))
        {
            diagnostics.Warning(port.Key.Position, ChainCodes.UnusedPort, $"no path mentions port '{port.Name}': it will not be opened");
        }

        foreach (var stage in model.Document.Stages.Where(s => !mentioned.Contains(s.Name)))
        {
            diagnostics.Warning(stage.Key.Position, ChainCodes.UnusedStage, $"no path mentions stage '{stage.Name}': it will not run");
        }
    }
}
