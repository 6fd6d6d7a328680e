using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>Puts a segment together: ports, then stages, then the hops of its paths.</summary>
public sealed class SegmentBuilder
{
    private readonly string _chain;
    private readonly CounterTable _counters;
    private readonly SegmentOptions _options;
    private readonly string _baseDirectory;
    private readonly NetmapHost _host;
    private readonly int _paths;
    private readonly List<(string Name, string Open, IRingPort Port, RxRingState[] Receive, TxRingState[] Transmit)> _ports = [];
    private readonly List<StageNode> _stages = [];
    private readonly List<Hop> _hops = [];
    private readonly List<BurstPool> _pools = [];

    /// <summary>Begins a segment.</summary>
    /// <param name="chain">Name of the chain.</param>
    /// <param name="paths">How many paths it has; they are numbered from 0.</param>
    /// <param name="host">Serves the ports; packets are made and split in its region.</param>
    /// <param name="counters">Where it counts.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="baseDirectory">The folder to which relative file names refer.</param>
    public SegmentBuilder(string chain, int paths, NetmapHost host, CounterTable counters, SegmentOptions options, string baseDirectory = ".")
    {
        _chain = chain;
        _paths = paths;
        _host = host;
        _counters = counters;
        _options = options;
        _baseDirectory = baseDirectory;
    }

    /// <summary>What the paths are called in labels of counters; their numbers where there are no names.</summary>
    public IReadOnlyList<string> PathNames { get; init; } = [];

    /// <summary>Adds a port.</summary>
    /// <param name="name">Its name in the chain file.</param>
    /// <param name="port">The port.</param>
    /// <param name="open">The port name it was opened with; null if that is the host's name of it.</param>
    public void AddPort(string name, IRingPort port, string? open = null) =>
        _ports.Add((name, open ?? port.Name, port, new RxRingState[port.RxRings], new TxRingState[port.TxRings]));

    /// <summary>Adds a stage.</summary>
    /// <param name="name">Its name in the chain file.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="settings">What the kind read from the chain file.</param>
    /// <param name="faults">What is done when it fails; null for the default.</param>
    public StageContext AddStage(string name, StageKind kind, object settings, FaultPolicy? faults = null)
    {
        StageCounters cells = StageCells.ForStage(_counters, _chain, name, _options.LatencyEvery);
        var context = new StageContext(name, kind.Outputs, _paths, cells, _host.Region, _baseDirectory)
        {
            Faults = faults ?? new FaultPolicy { OnFault = kind.DefaultOnFault, Restarts = _options.Restarts, Retry = _options.Retry },
        };
        _stages.Add(new StageNode(kind, settings, context));
        return context;
    }

    /// <summary>Starts a path at a port: each of its receive rings gets credits and an edge.</summary>
    /// <param name="path">Number of the path.</param>
    /// <param name="port">The port.</param>
    /// <param name="to">The stage or port it leads to; null where the path ends in drop.</param>
    /// <param name="inputGate">Input gate there.</param>
    public void ConnectPort(int path, string port, string? to, int inputGate)
    {
        (string name, _, IRingPort source, RxRingState[] receive, _) = Find(port);
        for (int ring = 0; ring < receive.Length; ring++)
        {
            RingDriver driver = source.Drive(isTx: false, ring);
            var pool = new BurstPool(driver.Region, _options.Bursts, _options.Burst, RxRing.DataOffsetOf(driver));
            _pools.Add(pool);
            Edge edge = MakeEdge(path, receive.Length == 1 ? name : $"{name}:{ring}", to, inputGate, EdgePolicy.Wait, reserve: null, ring);
            receive[ring] = new RxRingState(driver, pool, edge, new RingBooks(_counters, _chain, name, ring, isTx: false), _options.Budget);
        }
    }

    /// <summary>Leads packets from a stage's output gate to the next hop.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="gate">Number of its output gate.</param>
    /// <param name="takenOn">The paths on which packets come to the stage that leave it here.</param>
    /// <param name="path">The path on which they go on: one of those, or a branch.</param>
    /// <param name="to">The stage or port it leads to; null where the path ends in drop.</param>
    /// <param name="inputGate">Input gate there.</param>
    /// <param name="policy">What happens when the edge is full.</param>
    public void ConnectStage(string stage, int gate, IReadOnlyList<int> takenOn, int path, string? to, int inputGate, EdgePolicy policy)
    {
        StageNode node = _stages.First(s => s.Name == stage);
        Edge edge = Edge.End;
        if (to is not null)
        {
            string gateName = node.Kind.Outputs[gate].Name;
            var reserve = new BurstPool(_host.Region, _options.EdgeBursts, _options.Burst, Region.DefaultHeadroom);
            _pools.Add(reserve);
            edge = MakeEdge(path, gateName.Length == 0 ? stage : $"{stage}[{gateName}]", to, inputGate, policy, reserve, 0);
        }

        foreach (int from in takenOn)
        {
            node.Context.Connect(from, gate, edge);
        }
    }

    /// <summary>Gives back what was taken for a segment that cannot be finished.</summary>
    internal void Abandon()
    {
        _pools.ForEach(pool => pool.Dispose());
        _stages.ForEach(stage => stage.Context.Dispose());
    }

    /// <summary>Finishes the segment.</summary>
    /// <exception cref="InvalidOperationException">Something is connected to what is not there.</exception>
    public Segment Build()
    {
        var audits = new Dictionary<Region, RegionAudit>();
        foreach (Region region in _ports.Select(p => p.Port.Region).Append(_host.Region).Distinct().Except(_options.SharedRegions))
        {
            RegionAudit audit = audits[region] = new RegionAudit(region);
            foreach (HostPort port in _ports.Select(p => p.Port).OfType<HostPort>())
            {
                audit.Add(port);
            }

            _pools.ForEach(audit.Add);
            _stages.ForEach(stage => audit.Add(stage.Context));
        }

        PortNode[] ports = [.. _ports.Select(p => new PortNode(
            p.Name, p.Open, p.Port, [.. p.Receive.OfType<RxRingState>()], [.. p.Transmit.OfType<TxRingState>()]))];
        return new Segment(_chain, ports, _stages, _hops, _pools, [.. audits.Values], _options, [.. Enumerable.Range(0, _paths).Select(NameOf)], _counters);
    }

    private Edge MakeEdge(int path, string from, string? to, int inputGate, EdgePolicy policy, BurstPool? reserve, int ring)
    {
        if (to is null)
        {
            return Edge.End;
        }

        string name = $"{from}->{to}";
        var edge = new Edge(name, path, inputGate, policy, reserve, StageCells.ForEdge(_counters, _chain, NameOf(path), name));
        if (_stages.FirstOrDefault(stage => stage.Name == to) is { } node)
        {
            node.Context.AddInput(edge);
            _hops.Add(new Hop(edge, node, null));
            return edge;
        }

        (_, _, IRingPort port, _, TxRingState[] transmit) = Find(to);
        int number = ring % transmit.Length;
        for (int i = 0; i < transmit.Length; i++)
        {
            if (i == number || port.NeedsEveryRing)
            {
                transmit[i] ??= new TxRingState(port.Drive(isTx: true, i), new RingBooks(_counters, _chain, to, i, isTx: true));
            }
        }

        edge.Latency = StageCells.ForPath(_counters, _chain, NameOf(path), _options.LatencyEvery);
        transmit[number].Latencies.Add(edge.Latency);
        _hops.Add(new Hop(edge, null, transmit[number]));
        return edge;
    }

    private string NameOf(int path) => path < PathNames.Count ? PathNames[path] : $"{path}";

    private (string Name, string Open, IRingPort Port, RxRingState[] Receive, TxRingState[] Transmit) Find(string port) =>
        _ports.FirstOrDefault(p => p.Name == port) is { Name: not null } found
            ? found
            : throw new InvalidOperationException($"The segment of chain '{_chain}' has no port or stage '{port}'.");
}
