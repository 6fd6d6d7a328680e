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
    private readonly Dictionary<string, GuestDeclaration> _guests = [];

    public ChainModel(ChainDocument document)
    {
        Document = document;
        _ports = document.Ports.ToDictionary(p => p.Name);
        _stages = document.Stages.ToDictionary(s => s.Name);
        _through = document.Paths.SelectMany(p => p.Middle.Select(hop => (Path: p, Hop: hop))).ToLookup(t => t.Hop.Name);
        _branches = document.Paths.Where(IsBranch).ToLookup(p => p.First.Name);
        foreach (var guest in document.Guests)
        {
            foreach (var member in guest.Run.Concat(guest.Ports)) _guests.TryAdd(member.Text, guest);
        }
    }

    public ChainDocument Document { get; }

    /// <summary>
    /// Whether the paths are all there and mean what they say. Where not, checks that find something missing hold their tongue: what is
    /// missing may stand in the part that could not be read.
    /// </summary>
    public bool IsSound { get; set; }

    public PortDeclaration? Port(string name) => _ports.GetValueOrDefault(name);

    public StageDeclaration? Stage(string name) => _stages.GetValueOrDefault(name);

    /// <summary>The guest in which a stage runs, or to which a port belongs; null for the host.</summary>
    public GuestDeclaration? GuestOf(string name) => _guests.GetValueOrDefault(name);

    /// <summary>Whether a path begins at an output of a stage.</summary>
    public bool IsBranch(PathDeclaration path) => Stage(path.First.Name) is not null;

    /// <summary>Every path that leads through a stage, with the hop at which it does.</summary>
    public IEnumerable<(PathDeclaration Path, Hop Hop)> Through(string stage) => _through[stage];

    /// <summary>The branches that begin at any output of a stage.</summary>
    public IEnumerable<PathDeclaration> Branches(string stage) => _branches[stage];

    /// <summary>The branches that begin at any output of a stage, for packets of a path.</summary>
    public IEnumerable<PathDeclaration> Branches(string stage, PathDeclaration path) => _branches[stage].Where(branch => branch.IsFor(path));

    /// <summary>The branches onto which packets of a path can turn, with the stage where they do.</summary>
    public IEnumerable<(Hop At, PathDeclaration Branch)> Turnings(PathDeclaration path) =>
        from hop in path.Middle
        from branch in Branches(hop.Name, path)
        where branch.First.OutputGate != hop.OutputGate && branch != path
        select (hop, branch);

    /// <summary>Where a path ends: one name, or for a branch to <c>sender</c> all ports from which its packets' causes can have come.</summary>
    public IEnumerable<string> EndsOf(PathDeclaration path) => path.Last.Name == Name.Sender
        ? Causes(path).SelectMany(cause => SendersOf(cause)).Distinct()
        : [path.Last.Name];

    /// <summary>The paths from which packets can turn onto a branch.</summary>
    public IEnumerable<PathDeclaration> Causes(PathDeclaration branch) =>
        Through(branch.First.Name).Where(t => t.Hop.OutputGate != branch.First.OutputGate && branch.IsFor(t.Path)).Select(t => t.Path).Distinct();

    /// <summary>The ports from which packets on a path can have come; one, unless it is a branch.</summary>
    public IReadOnlyCollection<string> SendersOf(PathDeclaration path)
    {
        var found = new HashSet<string>();
        var paths = new List<PathDeclaration> { path };
        for (int i = 0; i < paths.Count; i++)
        {
            if (Port(paths[i].First.Name) is { } port) found.Add(port.Name);
            else if (IsBranch(paths[i])) paths.AddRange(Causes(paths[i]).Where(cause => !paths.Contains(cause)).ToArray());
        }

        return found;
    }

    public PortUse UseOf(PortDeclaration port)
    {
        bool read = Document.Paths.Any(p => p.First.Name == port.Name);
        bool written = Document.Paths.Any(p => EndsOf(p).Contains(port.Name));
        return (read ? PortUse.Read : PortUse.None) | (written ? PortUse.Write : PortUse.None);
    }
}
