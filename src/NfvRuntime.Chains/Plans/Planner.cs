using NfvRuntime.Chains.Checks;
using NfvRuntime.Chains.Documents;
using NfvRuntime.Chains.Paths;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Plans;

/// <summary>Lays out the edges of a document in which no check found a mistake.</summary>
internal sealed class Planner
{
    private readonly ChainModel _model;
    private readonly Dictionary<PathDeclaration, int> _numbers;
    private readonly List<PlanEdge> _edges = [];

    private Planner(ChainModel model)
    {
        _model = model;
        _numbers = model.Document.Paths.Index().ToDictionary(p => p.Item, p => p.Index);
    }

    /// <param name="model">Checked.</param>
    /// <param name="options">What each port's kind read, by the port's name.</param>
    /// <param name="passing">Ports that pass large packets and unfinished checksums on.</param>
    /// <param name="file">As the user named it.</param>
    public static ChainPlan Plan(
        ChainModel model, IReadOnlyDictionary<string, object> options, IReadOnlySet<string> passing, string file)
    {
        var planner = new Planner(model);
        var document = model.Document;
        var paths = document.Paths.Select(planner.PlanPath).ToArray();
        var mentioned = document.Paths.SelectMany(p => p.Hops).Select(h => h.Name).ToHashSet();
        var plan = new ChainPlan
        {
            Name = document.Name,
            File = file,
            BaseDirectory = Path.GetDirectoryName(Path.GetFullPath(file))!,
            Options = document.Options,
            Ports =
            [
                .. from port in document.Ports
                   let use = model.UseOf(port)
                   where use != PortUse.None
                   select new PlanPort(port.Name, port.Open!.Text, port.Kind!, options[port.Name], use, passing.Contains(port.Name)),
            ],
            Stages =
            [
                .. from stage in document.Stages
                   where mentioned.Contains(stage.Name)
                   select new PlanStage(stage.Name, stage.Kind!, stage.Settings!)
                   {
                       Faults = stage.Policy(document.Options, BypassCheck.FindFault(model, stage, stage.Kind!) is null),
                   },
            ],
            Paths = paths,
            Edges = planner._edges,
        };
        return plan with { Placement = Placer.Place(model, plan) };
    }

    private PlanPath PlanPath(PathDeclaration path)
    {
        int first = _edges.Count;
        if (path.Last.Name == Name.Sender)
        {
            var bySender = _model.Causes(path).GroupBy(cause => _model.SendersOf(cause).Single());
            foreach (var causes in bySender) _edges.Add(PlanEdge(path, path.Last with { Name = causes.Key }, 1, Numbers(causes)));
        }
        else
        {
            for (int i = 1; i < path.Hops.Count; i++) _edges.Add(PlanEdge(path, path.Hops[i], i, TakenOn(path, i)));
        }

        int[] edges = [.. Enumerable.Range(first, _edges.Count - first)];
        return new PlanPath(_numbers[path], path.Name, path.Full, edges, _model.IsBranch(path));
    }

    private int[] TakenOn(PathDeclaration path, int hop) =>
        hop == 1 && _model.IsBranch(path) ? Numbers(_model.Causes(path)) : [_numbers[path]];

    private int[] Numbers(IEnumerable<PathDeclaration> paths) => [.. paths.Select(path => _numbers[path]).Order()];

    private PlanEdge PlanEdge(PathDeclaration path, Hop to, int hop, int[] takenOn)
    {
        var from = path.Hops[hop - 1];
        string gate = from.OutputGate.Length > 0 ? $"[{from.OutputGate}]" : "", input = to.InputGate.Length > 0 ? $"[{to.InputGate}]" : "";
        string name = $"{from.Name}{gate}->{input}{to.Name}";
        return new PlanEdge(_edges.Count, name, _numbers[path], End(from), from.OutputGate, End(to), to.InputGate, path.Full, takenOn);
    }

    private PlanEnd End(Hop hop) => new(
        hop.Name == Name.Drop ? PlanEndKind.Drop : _model.Port(hop.Name) is null ? PlanEndKind.Stage : PlanEndKind.Port,
        hop.Name);
}
