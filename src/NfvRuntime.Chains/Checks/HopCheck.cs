using NfvRuntime.Chains.Documents;
using NfvRuntime.Chains.Paths;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>Every hop of every path must be there, stand where it may, and have the gates that are named.</summary>
internal sealed class HopCheck(ChainModel model, DiagnosticBag diagnostics)
{
    private PathDeclaration _path = null!;

    public static void Run(ChainModel model, DiagnosticBag diagnostics)
    {
        var check = new HopCheck(model, diagnostics);
        foreach (var path in model.Document.Paths) check.CheckPath(path);
    }

    private void CheckPath(PathDeclaration path)
    {
        _path = path;
        CheckFirst(path.First);
        foreach (var hop in path.Middle) CheckMiddle(hop);
        CheckLast(path.Last);
        var seen = new HashSet<string>();
        foreach (var hop in path.Hops.Where(h => model.Stage(h.Name) is not null && !seen.Add(h.Name)))
        {
            diagnostics.Error(hop.Position, ChainCodes.StageTwice, $"path '{path.Name}' leads to stage '{hop.Name}' a second time");
        }
    }

    private void CheckFirst(Hop hop)
    {
        if (Name.IsEnd(hop.Name))
        {
            diagnostics.Error(hop.Position, ChainCodes.WrongEnd,
                $"path '{_path.Name}' begins at {hop.Name}: a path begins at a port or a stage's output");
        }
        else if (model.Port(hop.Name) is { } port)
        {
            RefuseGates(hop, $"port '{hop.Name}' has no gates");
            if (port.Kind is not { CanRead: false }) return;
            diagnostics.Error(hop.Position, ChainCodes.PortNotReadable,
                $"path '{_path.Name}' begins at port '{hop.Name}', but no packets come from '{port.Open!.Text}'");
        }
        else if (FindStage(hop) is { } stage)
        {
            RefuseGate(hop.Input, $"path '{_path.Name}' begins at an output of stage '{hop.Name}': an input has no place here");
            CheckOutput(stage, hop);
        }
    }

    private void CheckMiddle(Hop hop)
    {
        if (Name.IsEnd(hop.Name) || model.Port(hop.Name) is not null)
        {
            string what = Name.IsEnd(hop.Name) ? hop.Name : $"port '{hop.Name}'";
            diagnostics.Error(hop.Position, ChainCodes.WrongMiddle, $"{what} stands in the middle of path '{_path.Name}': only stages can");
        }
        else if (FindStage(hop) is { } stage)
        {
            CheckInput(stage, hop);
            CheckOutput(stage, hop);
        }
    }

    private void CheckLast(Hop hop)
    {
        if (Name.IsEnd(hop.Name))
        {
            RefuseGates(hop, $"{hop.Name} has no gates");
            if (hop.Name == Name.Drop || (_path.Hops.Count == 2 && model.Stage(_path.First.Name) is not null)) return;
            diagnostics.Error(hop.Position, ChainCodes.WrongEnd,
                $"path '{_path.Name}' leads to sender: only an output of a stage can, directly ('fw [rejected] -> sender')");
        }
        else if (model.Port(hop.Name) is { } port)
        {
            RefuseGates(hop, $"port '{hop.Name}' has no gates");
            if (port.Kind is not { CanWrite: false }) return;
            diagnostics.Error(hop.Position, ChainCodes.PortNotWritable,
                $"path '{_path.Name}' ends at port '{hop.Name}', but no packets can be sent to '{port.Open!.Text}'");
        }
        else if (FindStage(hop) is not null)
        {
            diagnostics.Error(hop.Position, ChainCodes.WrongEnd,
                $"path '{_path.Name}' ends at stage '{hop.Name}': a path ends at a port or at drop");
        }
    }

    private StageDeclaration? FindStage(Hop hop)
    {
        var stage = model.Stage(hop.Name);
        if (stage is not null || !model.Document.KnowsAllHops) return stage;
        var names = model.Document.Ports.Select(p => p.Name).Concat(model.Document.Stages.Select(s => s.Name));
        string[] known = [.. names.Where(n => Name.IsValid(n) && !Name.IsEnd(n)).Distinct()];
        diagnostics.Error(hop.Position, ChainCodes.UnknownHop,
            $"path '{_path.Name}': there is no port or stage '{hop.Name}'{Nearest.Hint(hop.Name, known, "known names")}");
        return null;
    }

    private void CheckInput(StageDeclaration stage, Hop hop)
    {
        if (stage.Kind is null || stage.Kind.InputGates.Contains(hop.InputGate)) return;
        ReportGate(stage, hop.Input, hop, "input", stage.Kind.InputGates);
    }

    private void CheckOutput(StageDeclaration stage, Hop hop)
    {
        if (stage.Kind is null || stage.Kind.OutputGates.Contains(hop.OutputGate)) return;
        ReportGate(stage, hop.Output, hop, "output", stage.Kind.OutputGates);
    }

    private void ReportGate(StageDeclaration stage, GateName? gate, Hop hop, string side, IReadOnlyList<string> known)
    {
        string[] named = [.. known.Where(g => g.Length > 0)];
        string hint = named.Length == 0 ? $"; it has the default {side} only"
            : gate is null ? $"; {side}s: {string.Join(", ", named)}"
            : Nearest.Hint(gate.Name, named, $"{side}s");
        string what = gate is null ? $"default {side}" : $"{side} '{gate.Name}'";
        string message = $"stage '{stage.Name}' ({stage.Kind!.Name}) has no {what}{hint}";
        diagnostics.Error(gate?.Position ?? hop.Position, ChainCodes.UnknownGate, message);
    }

    private void RefuseGates(Hop hop, string message)
    {
        RefuseGate(hop.Input, message);
        RefuseGate(hop.Output, message);
    }

    private void RefuseGate(GateName? gate, string message)
    {
        if (gate is not null) diagnostics.Error(gate.Position, ChainCodes.MisplacedGate, message);
    }
}
