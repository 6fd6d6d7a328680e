using System.Diagnostics;
using NfvRuntime.Counters;
using NfvRuntime.Netmap;

namespace NfvRuntime.Sdk;

/// <summary>
/// What a stage's actor finds at its birth, and what outlives it when it is restarted: its gates and edges, its counters, the packets
/// it holds, the bursts that wait for it, and the state it asked to keep.
/// </summary>
/// <remarks>Used on the stage's island only, except for the counters, which anyone may read.</remarks>
public sealed partial class StageContext : IDisposable
{
    private readonly IReadOnlyList<GateSpec> _gates;
    private readonly Verdict[] _unconnected;
    private readonly List<DropReason> _reasons = [];
    private readonly Counter[] _dropCells = new Counter[Verdict.MaxDropReasons];
    private readonly Dictionary<string, object> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object> _keptAlways = new(StringComparer.Ordinal);
    private readonly Edge?[] _edges; // by path and gate
    private readonly List<Edge> _inputs = [];
    private long _blockedSince;
    private readonly Verdict _stageFault;
    private readonly Verdict _stageStopped;
    private readonly Verdict _edgeFull;
    private readonly Verdict _noReserve;
    private readonly Verdict _pathDrop;
    private readonly Verdict _tooLong;
    private readonly Verdict _tooManyFragments;

    /// <summary>Makes the context of one stage of a chain.</summary>
    /// <param name="name">The stage's name in the chain file.</param>
    /// <param name="gates">Its output gates, the default gate first.</param>
    /// <param name="paths">How many paths the chain has.</param>
    /// <param name="counters">The stage's cells.</param>
    /// <param name="region">The region of the packets; held packets live there too.</param>
    /// <param name="baseDirectory">The folder to which relative file names of the chain file refer.</param>
    public StageContext(string name, IReadOnlyList<GateSpec> gates, int paths, StageCounters counters, Region region, string baseDirectory)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(gates.Count, Verdict.MaxGates);
        Name = name;
        _gates = gates;
        Counters = counters;
        Region = region;
        BaseDirectory = baseDirectory;
        _edges = new Edge?[paths * gates.Count];
        _stageFault = Drop(DropReasons.StageFault);
        _stageStopped = Drop(DropReasons.StageStopped);
        _edgeFull = Drop(DropReasons.EdgeFull);
        _noReserve = Drop(DropReasons.NoReserve);
        _pathDrop = Drop(DropReasons.PathDrop);
        _tooLong = Drop(DropReasons.TooLong);
        _tooManyFragments = Drop(DropReasons.TooManyFragments);
        _unconnected = [.. gates.Select(gate => Drop(gate.Unconnected ?? DropReasons.GateUnconnected))];
    }

    /// <summary>The stage's name in the chain file.</summary>
    public string Name { get; }

    /// <summary>The stage's cells.</summary>
    public StageCounters Counters { get; }

    /// <summary>The region of the packets.</summary>
    public Region Region { get; }

    /// <summary>The folder to which relative file names of the chain file refer.</summary>
    public string BaseDirectory { get; }

    /// <summary>Packets the stage keeps across bursts; null until <see cref="KeepPackets"/> was called.</summary>
    public HeldPackets? Held { get; private set; }

    /// <summary>Kept state that can leave the process; null if there is none (yet).</summary>
    public IPortableState? Portable => _kept.Values.OfType<IPortableState>().FirstOrDefault();

    /// <summary>Packets at the stage now: held, waiting, or gathered in accumulators for the end of the turn.</summary>
    public long PacketsHeld =>
        (Held?.Count ?? 0) + _inputs.Sum(edge => edge.Waiting.CountPackets()) + Outputs.Sum(edge => edge.Accumulated);

    /// <summary>The edges that lead to the stage.</summary>
    public IReadOnlyList<Edge> Inputs => _inputs;

    /// <summary>The edges that lead away from it.</summary>
    public IEnumerable<Edge> Outputs => _edges.Where(edge => edge is not null).Distinct()!;

    /// <summary>True once the stage's actor has started.</summary>
    public bool Running { get; internal set; }

    /// <summary>True once the stage is out of service.</summary>
    public bool Closed { get; private set; }

    /// <summary>Which input is served first when room becomes free: the one behind that which got on last.</summary>
    internal int NextInput { get; set; }

    internal IActorRef Self { get; private set; } = ActorRefs.Nobody;

    /// <summary>The verdict for an output gate.</summary>
    /// <param name="name">A gate of the stage's kind; the empty string is the default gate.</param>
    /// <exception cref="ArgumentException">The kind has no such gate.</exception>
    public Verdict Gate(string name)
    {
        for (int i = 0; i < _gates.Count; i++)
        {
            if (_gates[i].Name == name)
            {
                return Verdict.OfGate(i);
            }
        }

        throw new ArgumentException($"Stage '{Name}' has no output gate '{name}'; it has {string.Join(", ", _gates.Select(g => $"'{g.Name}'"))}.", nameof(name));
    }

    /// <summary>True if packets of a burst that are sent to a gate have somewhere to go: another stage, a ring, or a path's drop.</summary>
    /// <param name="burst">The burst, in <c>OnBurst</c>: what a gate leads to depends on the path.</param>
    /// <param name="gate">An output gate.</param>
    public bool IsConnected(Burst burst, Verdict gate) => EdgeOf(burst, gate.Code) is not null;

    /// <summary>The verdict for a drop.</summary>
    /// <param name="reason">A registered reason.</param>
    /// <exception cref="InvalidOperationException">The stage uses more reasons than a verdict can tell apart.</exception>
    public Verdict Drop(DropReason reason)
    {
        int i = _reasons.IndexOf(reason);
        if (i < 0)
        {
            i = _reasons.Count;
            if (i == Verdict.MaxDropReasons)
            {
                throw new InvalidOperationException($"Stage '{Name}' uses more than {Verdict.MaxDropReasons} drop reasons.");
            }

            _reasons.Add(reason);
            _dropCells[i] = Counters.Of(reason);
        }

        return Verdict.OfDrop(i);
    }

    /// <summary>
    /// State that survives restarts of the stage: made at the first call, found again by the next instance. If the stage goes on failing it
    /// is discarded (and disposed, if it can be), and the next instance makes it anew.
    /// </summary>
    /// <typeparam name="T">The state's type.</typeparam>
    /// <param name="key">Its name within the stage.</param>
    /// <param name="make">Makes it.</param>
    public T Keep<T>(string key, Func<T> make)
        where T : class => Keep(_kept, key, make);

    /// <summary>
    /// As <see cref="Keep{T}(string, Func{T})"/>, for what is kept as long as the chain runs, even when state is discarded: an open file, cells. Nothing that a
    /// packet could have spoilt belongs here.
    /// </summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">Its name within the stage.</param>
    /// <param name="make">Makes it.</param>
    public T KeepAlways<T>(string key, Func<T> make)
        where T : class => Keep(_keptAlways, key, make);

    /// <summary>Declares that the stage holds packets across bursts, and reserves their buffers (at the first call).</summary>
    /// <param name="slots">Buffers to hold at most.</param>
    /// <exception cref="InsufficientBuffersException">The region has not so many free buffers.</exception>
    public HeldPackets KeepPackets(int slots) => Held ??= new HeldPackets(this, slots);

    /// <summary>Connects an output gate for packets that are on a path.</summary>
    /// <param name="path">The path they arrive on.</param>
    /// <param name="gate">Number of the gate.</param>
    /// <param name="edge">Where they go; <see cref="Edge.End"/> where the path ends in drop.</param>
    public void Connect(int path, int gate, Edge edge) => _edges[(path * _gates.Count) + gate] = edge;

    /// <summary>Makes an edge known as one that leads here.</summary>
    /// <param name="edge">The edge.</param>
    public void AddInput(Edge edge)
    {
        _inputs.Add(edge);
        edge.TargetStage = this;
    }

    /// <summary>The stage's instance has failed: from now on it takes no burst.</summary>
    internal void BeginBlocked() => _blockedSince = Stopwatch.GetTimestamp();

    /// <summary>An instance is ready; if it replaces one that failed, the time between is counted.</summary>
    internal void EndBlocked()
    {
        if (_blockedSince != 0)
        {
            Counters.Blocked.Add((ulong)Stopwatch.GetElapsedTime(_blockedSince).Ticks * 100);
            _blockedSince = 0;
        }
    }

    /// <summary>
    /// Takes the stage out of service: drops what waits, is held or gathered, gives all bursts back, and refuses what still arrives.
    /// </summary>
    public void Close()
    {
        Closed = true;
        foreach (Edge input in _inputs)
        {
            while (input.Waiting.Dequeue() is { } burst)
            {
                DropRest(burst, _stageStopped);
            }
        }

        foreach (Edge edge in Outputs)
        {
            Count(_stageStopped, edge.Discard());
        }

        Held?.DropAll(_stageStopped);
    }

    /// <summary>Gives the buffers of held packets back, and disposes kept state that asks for it. The stage's actor must have stopped.</summary>
    public void Dispose()
    {
        Held?.Dispose();
        foreach (IDisposable kept in _kept.Values.Concat(_keptAlways.Values).OfType<IDisposable>())
        {
            kept.Dispose();
        }
    }

    private static T Keep<T>(Dictionary<string, object> kept, string key, Func<T> make)
        where T : class
    {
        if (kept.TryGetValue(key, out object? found))
        {
            return (T)found;
        }

        T made = make();
        kept.Add(key, made);
        return made;
    }
}
