using NfvRuntime.Chains.Documents;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>What goes to <c>sender</c> must have one port to go to, on every path from which it can come, and that port must take packets.</summary>
internal static class SenderCheck
{
    public static void Run(ChainModel model, DiagnosticBag diagnostics)
    {
        if (!model.IsSound) return;
        foreach (var branch in model.Document.Paths.Where(p => p.Last.Name == Name.Sender))
        {
            foreach (var cause in model.Causes(branch)) CheckCause(model, branch, cause, diagnostics);
            foreach (var port in model.EndsOf(branch).Select(name => model.Port(name)!).Where(port => port.Kind is { CanWrite: false }))
            {
                diagnostics.Error(branch.Last.Position, ChainCodes.PortNotWritable,
                    $"path '{branch.Name}' leads back to port '{port.Name}', but no packets can be sent to '{port.Open!.Text}'");
            }
        }
    }

    private static void CheckCause(ChainModel model, PathDeclaration branch, PathDeclaration cause, DiagnosticBag diagnostics)
    {
        var senders = model.SendersOf(cause);
        if (senders.Count < 2) return;
        diagnostics.Error(branch.Last.Position, ChainCodes.SeveralSenders,
            $"path '{branch.Name}' leads back to the sender, but on path '{cause.Name}' packets come from ports {string.Join(", ", senders)}: "
            + "name the port");
    }
}
