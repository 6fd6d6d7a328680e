using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>
/// What is wrong with extensions, held back until it is known whether the chain can do without them: an error, or a warning and stages that
/// start out of service.
/// </summary>
internal sealed class ExtensionFaults
{
    /// <summary>Where the loading of extensions reports to.</summary>
    public DiagnosticBag Found { get; } = new();

    public bool Any => Found.HasErrors;

    /// <summary>Reports what was found, as what it is to this chain.</summary>
    /// <param name="chain">What the chain says of stages that do not say otherwise.</param>
    /// <param name="stages">The stages: those whose kind is missing say that they may be out of service.</param>
    /// <param name="diagnostics">Where it is reported.</param>
    public void Report(ChainOptions chain, IReadOnlyList<StageDeclaration> stages, DiagnosticBag diagnostics)
    {
        string[] without = [.. stages.Where(stage => stage.MissingKind is not null).Select(stage => $"'{stage.Name}'")];
        bool refuses = stages.Any(stage => stage is { Kind: null, MissingKind: null });
        bool isTolerated = !refuses && (chain.OnStartFault != OnStartFault.Refuse || without.Length > 0);
        string outcome = without.Length == 0 ? "" : $"; out of service from the start: stage {string.Join(", ", without)}";
        foreach (Diagnostic fault in Found.InFileOrder())
        {
            diagnostics.Add(isTolerated ? fault with { Severity = DiagnosticSeverity.Warning, Message = fault.Message + outcome } : fault);
        }
    }

    /// <summary>Gives a stage whose kind is missing a kind that stands in for it, with the gates that paths name.</summary>
    public StageDeclaration StandIn(StageDeclaration stage, IEnumerable<PathDeclaration> paths)
    {
        if (stage.MissingKind is not { } kind) return stage;
        var inputs = new HashSet<string>(StringComparer.Ordinal);
        var outputs = new HashSet<string>(StringComparer.Ordinal);
        var through = new List<(string Input, string Output)>();
        foreach (PathDeclaration path in paths)
        {
            if (path.First.Name == stage.Name) outputs.Add(path.First.OutputGate);
            through.AddRange(path.Middle.Where(hop => hop.Name == stage.Name).Select(hop => (hop.InputGate, hop.OutputGate)));
        }

        inputs.UnionWith(through.Select(hop => hop.Input));
        outputs.UnionWith(through.Select(hop => hop.Output));
        var bypass = through.Distinct().GroupBy(hop => hop.Input).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.First().Output);
        string why = string.Join("; ", Found.InFileOrder().Select(fault => fault.Message));
        return stage with { Kind = StageKind.Unavailable(kind, $"there is no kind '{kind}'; {why}", inputs, outputs, bypass), Settings = new object() };
    }
}
