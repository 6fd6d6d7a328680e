using NfvRuntime.Chains.Documents;
using NfvRuntime.Chains.Paths;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>A document with the look-ups that checks and planner share.</summary>
internal sealed class ChainModel
{
    private readonly Dictionary<string, PortDeclaration> _ports;
    private readonly Dictionary<string, StageDeclaration> _stages;
    private readonly ILookup<string, (PathDeclaration Path, Hop Hop)> _through;
    private readonly ILookup<string, PathDeclaration> _branches;

    public ChainModel(ChainDocument document)
    {
        Document = document;
        _ports = document.Ports.ToDictionary(p => p.Name);
        _stages = document.Stages.ToDictionary(s => s.Name);
        _through = document.Paths.SelectMany(p => p.Middle.Select(hop => (Path: p, Hop: hop))).ToLookup(t => t.Hop.Name);
        _branches = document.Paths.Where(IsBranch).ToLookup(p => p.First.Name);
    }

    public ChainDocument Document { get; }

    /// <summary>
    /// Whether the paths are all there and mean what they say. Where not, checks that find something missing hold their tongue: what is
    /// missing may stand in the part that could not be read.
    /// </summary>
    public bool IsSound { get; set; }

    public PortDeclaration? Port(string name) => _ports.GetValueOrDefault(name);

    public StageDeclaration? Stage(string name) => _stages.GetValueOrDefault(name);

    /// <summary>Whether a path begins at an output of a stage.</summary>
    public bool IsBranch(PathDeclaration path) => Stage(path.First.Name) is not null;

    /// <summary>Every path that leads through a stage, with the hop at which it does.</summary>
    public IEnumerable<(PathDeclaration Path, Hop Hop)> Through(string stage) => _through[stage];

    /// <summary>The branches that begin at any output of a stage.</summary>
    public IEnumerable<PathDeclaration> Branches(string stage) => _branches[stage];

    /// <summary>The branches onto which packets of a path can turn, with the stage where they do.</summary>
    public IEnumerable<(Hop At, PathDeclaration Branch)> Turnings(PathDeclaration path) =>
        from hop in path.Middle
        from branch in Branches(hop.Name)
        where branch.First.OutputGate != hop.OutputGate && branch != path
        select (hop, branch);

    public PortUse UseOf(PortDeclaration port)
    {
        bool read = Document.Paths.Any(p => p.First.Name == port.Name);
        bool written = Document.Paths.Any(p => p.Last.Name == port.Name);
        return (read ? PortUse.Read : PortUse.None) | (written ? PortUse.Write : PortUse.None);
    }
}
