using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Chains;

/// <summary>One path of a random chain.</summary>
/// <param name="Port">Where it starts; -1 for a branch.</param>
/// <param name="Stage">The stage whose gate a branch leaves by.</param>
/// <param name="Gate">That gate.</param>
/// <param name="TakenOn">The paths on which packets come there.</param>
/// <param name="Hops">Its stages, and the gate by which it leaves each.</param>
/// <param name="To">The port it ends at; -1 for drop.</param>
/// <param name="Policy">Of all its edges that leave stages.</param>
internal sealed record PathShape(
    int Port, int Stage, int Gate, IReadOnlyList<int> TakenOn, IReadOnlyList<(int Stage, int Gate)> Hops, int To, EdgePolicy Policy)
{
    public override string ToString() =>
        $"{(Port >= 0 ? $"p{Port}" : $"s{Stage}[{Gate}] on {string.Join(",", TakenOn)}")} -> "
        + $"{string.Concat(Hops.Select(hop => $"s{hop.Stage}[{hop.Gate}] -> "))}{(To >= 0 ? $"p{To}" : "drop")}"
        + $"{(Policy.Drop ? $", drop after {Policy.After.TotalMilliseconds} ms" : "")}";
}

/// <summary>
/// A chain that could stand in a file: main paths that start at ports, and branches that start at gates. Paths are acyclic, and a branch is
/// taken on earlier paths only, as the check of chain files demands; everything else is left to chance.
/// </summary>
internal sealed class ChainShape
{
    private readonly List<PathShape> _paths = [];
    private readonly HashSet<(int Path, int Stage, int Gate)> _connected = [];

    private ChainShape(int ports, IReadOnlyList<Script> stages, FaultPolicy? faults)
    {
        Ports = ports;
        Stages = stages;
        Faults = faults;
    }

    /// <summary>What is done about stages that fail; null to restart them for ever.</summary>
    public FaultPolicy? Faults { get; }

    public int Ports { get; }

    public IReadOnlyList<Script> Stages { get; }

    public IReadOnlyList<PathShape> Paths => _paths;

    public bool StartsAt(int port) => _paths.Any(path => path.Port == port);

    /// <summary>True if packets that come in at a port can end at another.</summary>
    public bool Leads(int from, int to)
    {
        var reached = new HashSet<int>(Enumerable.Range(0, _paths.Count).Where(i => _paths[i].Port == from));
        for (int i = 0; i < _paths.Count; i++)
        {
            if (_paths[i].TakenOn.Any(reached.Contains))
            {
                reached.Add(i);
            }
        }

        return reached.Any(path => _paths[path].To == to);
    }

    public static ChainShape Make(Random random, bool faults, bool drops = false, bool storms = false)
    {
        int stages = random.Next(1, 9);
        int failing = faults ? random.Next(stages) : -1;
        var shape = new ChainShape(random.Next(2, 5), [.. Enumerable.Range(0, stages).Select(id => MakeScript(random, id, id == failing))],
            storms ? MakePolicy(random) : null);
        for (int port = 0; port < shape.Ports; port++)
        {
            if (port == 0 || random.Next(4) > 0)
            {
                shape.AddMain(random, port);
            }
        }

        int branches = random.Next(0, 20);
        for (int i = 0; i < branches; i++)
        {
            shape.AddBranch(random, drops);
        }

        return shape;
    }

    public Segment Build(Rig rig, IReadOnlyList<TestPort> ports)
    {
        SegmentBuilder builder = rig.Build(_paths.Count);
        for (int i = 0; i < Ports; i++)
        {
            builder.AddPort($"p{i}", ports[i]);
        }

        foreach (Script stage in Stages)
        {
            builder.AddScript($"s{stage.Id}", stage, Faults);
        }

        for (int p = 0; p < _paths.Count; p++)
        {
            PathShape path = _paths[p];
            if (path.Port >= 0)
            {
                builder.ConnectPort(p, $"p{path.Port}", Target(path, 0), 0);
            }
            else
            {
                builder.ConnectStage($"s{path.Stage}", path.Gate, path.TakenOn, p, Target(path, 0), 0, path.Policy);
            }

            for (int hop = 0; hop < path.Hops.Count; hop++)
            {
                builder.ConnectStage($"s{path.Hops[hop].Stage}", path.Hops[hop].Gate, [p], p, Target(path, hop + 1), 0, path.Policy);
            }
        }

        return builder.Build();
    }

    /// <summary>Buffers that its credits and quotas take at most.</summary>
    public int Buffers(SegmentOptions options) =>
        (_paths.Count * options.BuffersPerRxRing) + (_paths.Sum(path => path.Hops.Count + 1) * options.BuffersPerEdge) + (Stages.Count * 8);

    public override string ToString() =>
        string.Join(Environment.NewLine, [$"{Ports} ports, {Faults}", .. Stages.Select(s => $"  {s}"), .. _paths.Select((p, i) => $"  path {i}: {p}")]);

    private static Script MakeScript(Random random, int id, bool fails)
    {
        int gates = random.Next(5) switch { 0 => 16, 1 => random.Next(3, 16), 2 => 2, _ => 1 };
        return new Script
        {
            Id = id,
            Gates = gates,
            Sprays = random.Next(2) == 0,
            CopyEvery = random.Next(3) == 0 ? random.Next(1, 5) : 0,
            CopyGate = random.Next(gates),
            DropEvery = random.Next(4) == 0 ? random.Next(2, 10) : 0,
            ConsumeEvery = random.Next(6) == 0 ? random.Next(2, 10) : 0,
            HoldEvery = random.Next(6) == 0 ? random.Next(2, 10) : 0,
            FaultEvery = fails ? random.Next(1, 9) : 0,
        };
    }

    private static FaultPolicy MakePolicy(Random random) => new()
    {
        OnFault = random.Next(2) == 0 ? OnFault.Drop : OnFault.Bypass,
        Restarts = new RestartLimit(random.Next(1, 6), TimeSpan.FromMilliseconds(random.Next(1, 20))),
        Retry = random.Next(4) == 0 ? RetryBackoff.Never : new(TimeSpan.FromTicks(random.Next(100, 20_000)), TimeSpan.FromMilliseconds(4)),
    };

    private static string? Target(PathShape path, int hop) =>
        hop < path.Hops.Count ? $"s{path.Hops[hop].Stage}" : path.To >= 0 ? $"p{path.To}" : null;

    private void AddMain(Random random, int port)
    {
        // Every other path runs through the stages of the one before, the other way round.
        List<int> order = _paths.Count > 0 && random.Next(2) == 0
            ? [.. _paths[^1].Hops.Select(hop => hop.Stage).Reverse()]
            : Some(random, -1);
        Add(random, port, -1, 0, [], order, EdgePolicy.Wait);
    }

    private void AddBranch(Random random, bool drops)
    {
        int stage = random.Next(Stages.Count);
        int gate = random.Next(Stages[stage].Gates);
        int[] takenOn = [.. Enumerable.Range(0, _paths.Count)
            .Where(p => _paths[p].Hops.Any(hop => hop.Stage == stage) && !_connected.Contains((p, stage, gate)))];
        if (takenOn.Length > 0)
        {
            EdgePolicy policy = drops ? new EdgePolicy(true, TimeSpan.FromMilliseconds(random.Next(0, 3))) : EdgePolicy.Wait;
            Add(random, -1, stage, gate, takenOn, Some(random, stage), policy);
        }
    }

    private void Add(Random random, int port, int stage, int gate, IReadOnlyList<int> takenOn, List<int> order, EdgePolicy policy)
    {
        int path = _paths.Count;
        (int Stage, int Gate)[] hops = [.. order.Select(s => (s, random.Next(3) == 0 ? random.Next(Stages[s].Gates) : 0))];
        _connected.UnionWith(takenOn.Select(p => (p, stage, gate)));
        _connected.UnionWith(hops.Select(hop => (path, hop.Stage, hop.Gate)));
        _paths.Add(new PathShape(port, stage, gate, takenOn, hops, random.Next(8) == 0 ? -1 : random.Next(Ports), policy));
    }

    private List<int> Some(Random random, int without)
    {
        int[] all = [.. Enumerable.Range(0, Stages.Count).Where(s => s != without)];
        random.Shuffle(all);
        return [.. all.Take(random.Next(all.Length + 1))];
    }
}
