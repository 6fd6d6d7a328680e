using NfvRuntime.Counters;
using NfvRuntime.Netmap;

namespace NfvRuntime.Sdk.TestKit;

/// <summary>A stage and all that surrounds it, made of the same parts as in a chain.</summary>
internal sealed class HarnessState : IDisposable
{
    private const string Chain = "test";
    private const int MaxFaults = 100;
    private readonly uint _buffersAtFirst;

    public HarnessState(StageKind kind, object settings, StageHarnessOptions options)
    {
        Kind = kind;
        Settings = settings;
        int reserve = options.ReserveBurst > 0 ? options.ReserveBurst : options.Burst;
        int inBursts = (kind.InputGates.Count * options.Credits * options.Burst) + (kind.Outputs.Count * options.Reserve * reserve);
        uint buffers = (uint)inBursts + options.Spare;
        Region = Region.Create(RegionLayout.For(1, 1, 2, buffers, options.BufferSize), RegionBacking.Anonymous);
        _buffersAtFirst = Region.FreeBufferCount;
        Counters = CounterTable.Create(256);
        Stage = new StageContext(
            options.Name, kind.Outputs, 1, StageCells.ForStage(Counters, Chain, options.Name), Region, options.BaseDirectory);
        Inputs = [.. kind.InputGates.Select((gate, i) => MakeInput(gate, i, options))];
        Gates = [.. kind.Outputs.Select((gate, i) => MakeGate(gate.Name, i, options, reserve)).OfType<GateState>()];
    }

    public StageKind Kind { get; }

    public object Settings { get; }

    public Region Region { get; }

    public CounterTable Counters { get; }

    public StageContext Stage { get; }

    public InputState[] Inputs { get; }

    public GateState[] Gates { get; }

    public IActorRef Actor { get; set; } = ActorRefs.Nobody;

    /// <summary>What the stage threw lately; used on the island.</summary>
    public Queue<Exception> Faults { get; } = new();

    /// <summary>Why the stage could not be born.</summary>
    public Exception? StartFault { get; set; }

    /// <summary>True if nothing is on its way that could still move, held gates apart.</summary>
    public bool IsSettled
    {
        get
        {
            bool arrived = Inputs.Aggregate(0UL, (sum, input) => sum + input.Edge.Packets) == Stage.Counters.Received.Value
                && Gates.All(gate => gate.Arrived == gate.Edge.Packets && gate.Edge.Accumulated == 0);
            bool empty = Inputs.All(input => !input.HasBacklog && input.Edge.Waiting.IsEmpty);
            bool stuck = Inputs.All(input => !input.HasBacklog || input.Credits.Available == 0);
            return arrived && (empty || (stuck && Gates.Any(gate => gate.IsHeld)));
        }
    }

    /// <summary>Notes what the stage threw.</summary>
    public void NoteFault(Exception fault)
    {
        if (Faults.Count == MaxFaults)
        {
            Faults.Dequeue();
        }

        Faults.Enqueue(fault);
    }

    /// <summary>What contradicts the conservation of packets or buffers; null if nothing does.</summary>
    public string? FindLoss()
    {
        StageCounters cells = Stage.Counters;
        ulong came = cells.Received.Value + cells.Created.Value;
        ulong went = cells.Sent.Value + cells.Consumed.Value + cells.DroppedTotal + (ulong)Stage.PacketsHeld;
        if (came != went)
        {
            return $"received {cells.Received.Value} + created {cells.Created.Value} packets, but sent {cells.Sent.Value} + consumed "
                + $"{cells.Consumed.Value} + dropped {cells.DroppedTotal} + held {Stage.PacketsHeld}";
        }

        IEnumerable<Burst> bursts = Inputs.SelectMany(input => input.Credits.Bursts)
            .Concat(Gates.SelectMany(gate => gate.Reserve.Bursts))
            .Concat(Stage.Held?.Store ?? []);
        List<uint> buffers = [.. bursts.SelectMany(BuffersOf)];
        long owned = _buffersAtFirst - Region.FreeBufferCount;
        return buffers.Count != owned || buffers.Distinct().Count() != owned || !buffers.TrueForAll(Region.IsUsableBuffer)
            ? $"{owned} buffers were taken from the region, but bursts and held packets have {buffers.Count}, "
                + $"{buffers.Distinct().Count()} of them different"
            : null;
    }

    /// <summary>Gives everything back. The actors must have stopped.</summary>
    public void Dispose()
    {
        Stage.Dispose();
        foreach (BurstPool pool in Inputs.Select(input => input.Credits).Concat(Gates.Select(gate => gate.Reserve)))
        {
            pool.Dispose();
        }

        uint missing = _buffersAtFirst - Region.FreeBufferCount;
        Counters.Dispose();
        Region.Dispose();
        if (missing > 0)
        {
            throw new InvalidOperationException($"{missing} buffers did not come back to the region.");
        }
    }

    private static unsafe uint[] BuffersOf(Burst burst)
    {
        uint[] buffers = new uint[burst.Capacity];
        for (int i = 0; i < buffers.Length; i++)
        {
            buffers[i] = burst.Descriptors[i].BufIdx;
        }

        return buffers;
    }

    private InputState MakeInput(string gate, int number, StageHarnessOptions options)
    {
        string name = $"test->[{gate}]{options.Name}";
        var edge = new Edge(name, 0, number, EdgePolicy.Wait, null, StageCells.ForEdge(Counters, Chain, "0", name));
        Stage.AddInput(edge);
        return new InputState(gate, edge, new BurstPool(Region, options.Credits, options.Burst, Region.DefaultHeadroom));
    }

    private GateState? MakeGate(string gate, int number, StageHarnessOptions options, int capacity)
    {
        if (options.Ended.Contains(gate))
        {
            Stage.Connect(0, number, Edge.End);
        }

        if (options.Ended.Contains(gate) || options.Unconnected.Contains(gate))
        {
            return null;
        }

        string name = $"{options.Name}[{gate}]->test";
        var reserve = new BurstPool(Region, options.Reserve, capacity, Region.DefaultHeadroom);
        var edge = new Edge(name, 0, 0, options.Policy, reserve, StageCells.ForEdge(Counters, Chain, "0", name));
        Stage.Connect(0, number, edge);
        return new GateState(gate, edge, reserve);
    }
}
