using NfvRuntime.Chains.Documents;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>At one port, and at one output where branches begin, begins one path for each packet: else it would be chance which one it takes.</summary>
internal static class StartCheck
{
    public static void Run(ChainModel model, DiagnosticBag diagnostics)
    {
        var taken = new List<PathDeclaration>();
        foreach (var path in model.Document.Paths)
        {
            var first = path.First;
            bool isPort = model.Port(first.Name) is not null;
            if (!isPort && model.Stage(first.Name) is null) continue;
            var rival = taken.Find(other => other.First.Name == first.Name && (isPort || (other.First.OutputGate == first.OutputGate && ShareTakers(other, path))));
            taken.Add(path);
            if (rival is null) continue;
            string earlier = rival.Name;
            string message = isPort
                ? $"port '{first.Name}' is already read by path '{earlier}': one path begins at a port"
                : $"path '{earlier}' already begins at {Words.Output(first.OutputGate)} of stage '{first.Name}'";
            diagnostics.Error(first.Position, isPort ? ChainCodes.PortReadTwice : ChainCodes.BranchTwice, message);
        }
    }

    private static bool ShareTakers(PathDeclaration one, PathDeclaration other) =>
        one.For is null || other.For is null || one.For.Any(name => other.For.Any(same => same.Text == name.Text));
}
