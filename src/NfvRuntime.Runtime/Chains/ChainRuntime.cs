using NfvRuntime.Actors.Islands;
using NfvRuntime.Chains;
using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>
/// One running chain: host, region, ports, and the segment that runs it on an island of this process. Started from a checked plan;
/// stopped in order, so that no packet is left unaccounted for.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class ChainRuntime : IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly Island _island;
    private readonly Region _region;
    private readonly NetmapHost _host;
    private readonly List<IRingPort> _ports = [];
    private IActorRef _actor = ActorRefs.Nobody;
    private Segment? _segment;
    private Watchdog? _watchdog;
    private int _stopped;
    private int _disposed;

    private ChainRuntime(ChainPlan plan)
    {
        Plan = plan;
        Counters = CounterTable.Create();
        _region = Region.Create(ChainAssembly.LayoutOf(plan), RegionBacking.Anonymous);
        _host = new NetmapHost(_region, Counters, plan.Name);
        _system = ActorSystem.Create("nfv");
        _island = _system.CreateIsland(new IslandOptions { Id = plan.Name, Policy = PolicyOf(plan.Options.Policy) });
    }

    /// <summary>The plan it runs.</summary>
    public ChainPlan Plan { get; }

    /// <summary>Its rings, stages and edges.</summary>
    public Segment Segment => _segment!;

    /// <summary>Where it counts.</summary>
    public CounterTable Counters { get; }

    /// <summary>The actor system it runs in.</summary>
    public ActorSystem System => _system;

    /// <summary>Completes once all inputs have ended and every packet has been settled; fails if a stage cannot be made.</summary>
    public Task Drained => Segment.Drained;

    /// <summary>Completes when the chain has to stop because a stage went out of service that cannot be done without; says which, and why.</summary>
    public Task<string> Failure => Segment.Failure;

    /// <summary>
    /// Completes when the watchdog gives up: something on the chain's island has not returned for twice the time that the chain file gives.
    /// The chain cannot be stopped or disposed then; only the end of the process ends it.
    /// </summary>
    public Task<Stall> Hung => _watchdog!.Hung;

    /// <summary>What has not returned for longer than the chain file gives; null if all is well.</summary>
    public Stall? Stall => _watchdog!.Stall;

    /// <summary>What runs on the chain's island at this moment, in words; null if nothing does.</summary>
    public string? Running => _watchdog!.Running;

    /// <summary>Opens the ports and starts the stages. Either all of it runs afterwards, or nothing is left behind.</summary>
    /// <param name="plan">A checked plan whose kinds are <see cref="Sdk.StageKind"/> and <see cref="IPortKind"/>.</param>
    /// <param name="log">Gets what is logged, on any thread; null for standard error.</param>
    /// <exception cref="ChainStartException">A port cannot be opened or a stage cannot be made; the message names it.</exception>
    /// <exception cref="ChainHungException">A stage does not return.</exception>
    public static async Task<ChainRuntime> StartAsync(ChainPlan plan, Action<ActorEvents.LogEvent>? log = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Placement.Guests.Any())
        {
            throw new ChainStartException(
                $"{plan.File}: {ChainCodes.NotAvailable}: guests cannot be started in this version ('nfv check' and 'nfv plan' take them): "
                + "leave 'guests' and 'links' out, and all stages run in this process");
        }

        var runtime = new ChainRuntime(plan);
        if (log is not null)
        {
            runtime._system.LogTo(log);
        }

        try
        {
            runtime._segment = ChainAssembly.Build(plan, runtime._host, runtime.Counters, runtime._ports);
            runtime._segment.Gauges = new ChainGauges(plan, runtime._segment, runtime._island, runtime._region);
            runtime._watchdog = new Watchdog(runtime._island, runtime._segment, plan.Options.Watchdog, runtime.Warn);
            runtime._actor = runtime._system.ActorOf(runtime._segment.ToProps().WithDispatcher(plan.Name), plan.Name);
            Task started = runtime._segment.Started;
            if (await Task.WhenAny(started, runtime.Hung).ConfigureAwait(false) != started)
            {
                throw new ChainHungException(plan.Name, await runtime.Hung.ConfigureAwait(false));
            }

            await started.ConfigureAwait(false);
            return runtime;
        }
        catch (Exception e) when (e is not ChainHungException)
        {
            await runtime.DisposeAsync().ConfigureAwait(false);
            throw e as ChainStartException ?? new ChainStartException($"chain '{plan.Name}': {e.Message}", e);
        }
    }

    /// <summary>The books, taken between two turns of the island, so that they balance although packets are on their way.</summary>
    public Task<SegmentReport> SnapshotAsync() => _actor.Ask<SegmentReport>(SnapshotRequest.Instance, TimeSpan.FromSeconds(10));

    /// <summary>A stage's actor, for control messages of its kind. It is the same before and after restarts.</summary>
    /// <param name="name">The stage's name in the chain file.</param>
    /// <exception cref="ArgumentException">The chain has no such stage.</exception>
    public IActorRef StageOf(string name) => Segment.Stages.FirstOrDefault(stage => stage.Name == name)?.Context.Self
        ?? throw new ArgumentException($"Chain '{Plan.Name}' has no stage '{name}'.", nameof(name));

    /// <summary>True once the chain was told to stop.</summary>
    public bool IsStopping => Volatile.Read(ref _stopped) != 0;

    /// <summary>Whether the chain's island delivers messages; it does not while a stage does not return.</summary>
    /// <param name="patience">How long to wait for the answer.</param>
    public async Task<bool> AnswersAsync(TimeSpan patience)
    {
        try
        {
            await _actor.Ask<LivenessProbe>(LivenessProbe.Instance, patience).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is AskTimeoutException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>
    /// Stops in order: the receive rings take no more, what is on its way is settled, then the stages and transmit rings stop.
    /// </summary>
    /// <param name="patience">How long packets may take to settle; what has not by then is dropped, stated.</param>
    public async Task StopAsync(TimeSpan patience)
    {
        if (_segment is null || Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        _actor.Tell(StopReading.Instance, ActorRefs.NoSender);
        await Task.WhenAny(Drained, Task.Delay(patience)).ConfigureAwait(false);
        await _actor.GracefulStop(TimeSpan.FromSeconds(10)).ConfigureAwait(false);
        _segment.SettleLeftovers();
    }

    /// <summary>Stops the chain if it still runs, closes the ports (files are flushed), and gives back all memory.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await StopAsync(TimeSpan.FromSeconds(2)).ConfigureAwait(false);
        await _system.Terminate().ConfigureAwait(false);
        _watchdog?.Dispose();
        _segment?.Dispose();
        _ports.ForEach(port => port.Dispose());
        _host.Dispose();
        _region.Dispose();
        Counters.Dispose();
    }

    private void Warn(string text) => _system.EventStream.Publish(new ActorEvents.Warning(null, "watchdog", typeof(Watchdog), text));

    internal static WaitPolicy PolicyOf(WaitingPolicy policy) => policy switch
    {
        WaitingPolicy.Busy => WaitPolicy.Busy,
        WaitingPolicy.Yield => WaitPolicy.Yield,
        WaitingPolicy.Interrupt => WaitPolicy.Interrupt,
        _ => WaitPolicy.Adaptive(50),
    };
}
