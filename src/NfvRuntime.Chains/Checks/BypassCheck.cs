using NfvRuntime.Chains.Documents;
using NfvRuntime.Chains.Paths;
using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>
/// A stage that packets are to bypass needs, at every input that a path uses, an output that leads on; and one that keeps packets out is
/// bypassed only with a warning.
/// </summary>
internal static class BypassCheck
{
    public static void Run(ChainModel model, DiagnosticBag diagnostics)
    {
        if (!model.IsSound) return;
        ChainOptions chain = model.Document.Options;
        foreach (var stage in model.Document.Stages)
        {
            if (stage is not { Kind: { } kind, Faults: { } faults }) continue;
            if ((faults.OnFault ?? chain.OnFault) == OnFault.Bypass)
            {
                Check(stage, kind, faults.OnFault is null ? stage.Key.Position : faults.Position, "on-fault", "stop");
            }

            if ((faults.OnStartFault ?? chain.OnStartFault) == OnStartFault.Bypass)
            {
                Check(stage, kind, faults.OnStartFault is null ? stage.Key.Position : faults.StartPosition, "on-start-fault", "refuse");
            }
        }

        void Check(StageDeclaration stage, IStageDescription kind, SourcePosition at, string key, string instead)
        {
            if (FindFault(model, stage, kind) is { } fault)
            {
                diagnostics.Error(at, ChainCodes.NoBypass,
                    $"packets cannot bypass stage '{stage.Name}' ({kind.Name}) while it is out of service: {fault}; write '{key}: drop' or '{instead}'");
            }
            else if (kind.IsSecurity && model.Through(stage.Name).Any())
            {
                diagnostics.Warning(at, ChainCodes.OpenBypass,
                    $"while stage '{stage.Name}' ({kind.Name}) is out of service, packets pass it that it would keep out ({key}: bypass)");
            }
        }
    }

    /// <summary>Why packets cannot bypass a stage; null if they can.</summary>
    public static string? FindFault(ChainModel model, StageDeclaration stage, IStageDescription kind)
    {
        foreach ((var path, var hop) in model.Through(stage.Name))
        {
            if (kind.BypassOf(hop.InputGate) is not { } gate) return $"its kind names no output for packets that enter at {Input(hop)}";
            bool leads = hop.OutputGate == gate || model.Branches(stage.Name, path).Any(branch => branch.First.OutputGate == gate);
            if (!leads) return $"on path '{path.Name}' {Words.Output(gate)} leads nowhere";
        }

        return null;
    }

    private static string Input(Hop hop) => hop.InputGate.Length == 0 ? "the default input" : $"input '{hop.InputGate}'";
}
