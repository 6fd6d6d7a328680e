using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>At one port, and at one output where branches begin, begins one path: else it would be chance which one packets take.</summary>
internal static class StartCheck
{
    public static void Run(ChainModel model, DiagnosticBag diagnostics)
    {
        var taken = new Dictionary<(string Name, string Gate), string>();
        foreach (var path in model.Document.Paths)
        {
            var first = path.First;
            bool isPort = model.Port(first.Name) is not null;
            if (!isPort && model.Stage(first.Name) is null) continue;
            if (taken.TryAdd((first.Name, isPort ? "" : first.OutputGate), path.Name)) continue;
            string earlier = taken[(first.Name, isPort ? "" : first.OutputGate)];
            string message = isPort
                ? $"port '{first.Name}' is already read by path '{earlier}': one path begins at a port"
                : $"path '{earlier}' already begins at {Words.Output(first.OutputGate)} of stage '{first.Name}'";
            diagnostics.Error(first.Position, isPort ? ChainCodes.PortReadTwice : ChainCodes.BranchTwice, message);
        }
    }
}
