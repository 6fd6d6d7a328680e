using NfvRuntime.Actors.Islands;
using NfvRuntime.Chains;
using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>
/// One running chain: host, regions, ports, the segment that runs on an island of this process, and the guests that run the others. Started from a
/// checked plan; stopped in order, so that no packet is left unaccounted for.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class ChainRuntime : IAsyncDisposable
{
    /// <summary>How long packets that are on their way in guests may take to leave, once nothing more comes in.</summary>
    private static readonly TimeSpan GuestDrain = TimeSpan.FromSeconds(1);

    private readonly ActorSystem _system;
    private readonly Island _island;
    private readonly List<IRingPort> _ports = [];
    private readonly CancellationTokenSource _ending = new();
    private IActorRef _actor = ActorRefs.Nobody;
    private RegionShelf? _regions;
    private Region? _region;
    private NetmapHost? _host;
    private ChainGuests? _guests;
    private Segment? _segment;
    private Watchdog? _watchdog;
    private Task? _drained;
    private Task<string>? _failure;
    private volatile bool _settled;
    private int _stopped;
    private int _disposed;

    private ChainRuntime(ChainPlan plan)
    {
        Plan = plan;
        Counters = CounterTable.Create();
        _system = ActorSystem.Create("nfv");
        _island = _system.CreateIsland(new IslandOptions { Id = plan.Name, Policy = PolicyOf(plan) });
    }

    /// <summary>The plan it runs.</summary>
    public ChainPlan Plan { get; }

    /// <summary>Rings, stages and edges of that part of the chain which runs in this process.</summary>
    public Segment Segment => _segment!;

    /// <summary>Where this process counts; each guest counts in a table of its own (<see cref="GuestMember.Totals"/>).</summary>
    public CounterTable Counters { get; }

    /// <summary>The actor system it runs in.</summary>
    public ActorSystem System => _system;

    /// <summary>The guests, in the order of the file.</summary>
    public IReadOnlyList<GuestMember> Guests => _guests?.Members ?? [];

    /// <summary>Ports of the chain file that guests use: opened and served by this process.</summary>
    public IReadOnlyList<HostPort> HandedOver => _guests?.Wiring.HandedOver ?? [];

    /// <summary>Completes once all inputs have ended and every packet has been settled; fails if a stage cannot be made.</summary>
    public Task Drained => _drained ?? Segment.Drained;

    /// <summary>Completes when the chain has to stop because a stage went out of service that cannot be done without; says which, and why.</summary>
    public Task<string> Failure => _failure ?? Segment.Failure;

    /// <summary>
    /// Completes when the watchdog gives up: something on the chain's island has not returned for twice the time that the chain file gives.
    /// The chain cannot be stopped or disposed then; only the end of the process ends it.
    /// </summary>
    public Task<Stall> Hung => _watchdog!.Hung;

    /// <summary>What has not returned for longer than the chain file gives; null if all is well.</summary>
    public Stall? Stall => _watchdog!.Stall;

    /// <summary>What runs on the chain's island at this moment, in words; null if nothing does.</summary>
    public string? Running => _watchdog!.Running;

    /// <summary>Opens the ports and starts guests and stages. Either all of it runs afterwards, or nothing is left behind.</summary>
    /// <param name="plan">A checked plan whose kinds are <see cref="Sdk.StageKind"/> and <see cref="IPortKind"/>.</param>
    /// <param name="log">Gets what is logged, on any thread; null for standard error.</param>
    /// <param name="guests">How guests are started; not needed for a plan without guests.</param>
    /// <exception cref="ChainStartException">A port cannot be opened, or a guest or stage not be made; the message names it.</exception>
    /// <exception cref="ChainHungException">A stage does not return.</exception>
    public static async Task<ChainRuntime> StartAsync(
        ChainPlan plan, Action<ActorEvents.LogEvent>? log = null, IReadOnlyList<IGuestKind>? guests = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var runtime = new ChainRuntime(plan);
        if (log is not null)
        {
            runtime._system.LogTo(log);
        }

        try
        {
            ChainPlan own = await runtime.OpenAsync(guests ?? []).ConfigureAwait(false);
            runtime._segment = ChainAssembly.Build(own, runtime._host!, runtime.Counters, runtime._ports, runtime._guests?.Wiring);
            runtime._segment.IsInput = port => own.Ports.Any(input => input.Name == port.Name);
            runtime._segment.Gauges = new ChainGauges(own, runtime._segment, runtime._island, runtime._region!);
            runtime._watchdog = new Watchdog(runtime._island, runtime._segment, plan.Options.Watchdog, runtime.Warn);
            if (runtime._guests is { } chainGuests)
            {
                await chainGuests.StartAsync(runtime._regions!, runtime._segment, runtime._island).ConfigureAwait(false);
            }

            runtime._actor = runtime._system.ActorOf(runtime._segment.ToProps().WithDispatcher(plan.Name), plan.Name);
            Task started = runtime._segment.Started;
            if (await Task.WhenAny(started, runtime.Hung).ConfigureAwait(false) != started)
            {
                throw new ChainHungException(plan.Name, await runtime.Hung.ConfigureAwait(false));
            }

            await started.ConfigureAwait(false);
            runtime.LetIn();
            return runtime;
        }
        catch (Exception e) when (e is not ChainHungException)
        {
            await runtime.DisposeAsync().ConfigureAwait(false);
            throw e as ChainStartException ?? new ChainStartException($"chain '{plan.Name}': {e.Message}", e);
        }
    }

    /// <summary>
    /// The books of this process's part of the chain, taken between two turns of its island, so that they balance although packets are on their way.
    /// </summary>
    public Task<SegmentReport> SnapshotAsync() => _actor.Ask<SegmentReport>(SnapshotRequest.Instance, TimeSpan.FromSeconds(10));

    /// <summary>The books of the whole chain, guests and links among it. While it runs, packets on their way are missing from the sum.</summary>
    public async Task<ChainReport> ReportAsync() => BooksOf(await SnapshotAsync().ConfigureAwait(false));

    /// <summary>As <see cref="ReportAsync"/>, of a chain that has stopped.</summary>
    public ChainReport Report() => BooksOf(Segment.Report());

    /// <summary>Reads every cell of the chain: this process's, and those of the guests, which carry the label <c>guest</c>.</summary>
    /// <param name="readings">Gets the cells.</param>
    public void ReadCounters(List<CounterReading> readings)
    {
        Counters.Read(readings);
        foreach (GuestMember guest in Guests)
        {
            guest.AddCountersTo(readings);
        }
    }

    /// <summary>Checks the regions of the guests: every buffer is in a ring, or free again. To be called when the chain has stopped.</summary>
    public IReadOnlyList<RegionAuditResult> AuditGuests() => _guests?.Wiring.Audit(Segment) ?? [];

    /// <summary>A stage's actor, for control messages of its kind. It is the same before and after restarts.</summary>
    /// <param name="name">The stage's name in the chain file.</param>
    /// <exception cref="ArgumentException">The chain has no such stage.</exception>
    public IActorRef StageOf(string name) => Segment.Stages.FirstOrDefault(stage => stage.Name == name)?.Context.Self
        ?? throw new ArgumentException($"Chain '{Plan.Name}' has no stage '{name}'.", nameof(name));

    /// <summary>True once the chain was told to stop.</summary>
    public bool IsStopping => Volatile.Read(ref _stopped) != 0;

    /// <summary>Asks the chain's island for a sign of life. False within the patience means that a stage or ring does not return.</summary>
    /// <param name="patience">How long to wait for the answer.</param>
    public async Task<bool> AnswersAsync(TimeSpan patience)
    {
        try
        {
            ActorIdentity answer = await _actor.Ask<ActorIdentity>(new Identify(null), patience).ConfigureAwait(false);
            return answer.Subject is not null;
        }
        catch (Exception e) when (e is AskTimeoutException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>
    /// Stops in order: nothing more is let in, what is on its way is settled, then guests, stages and transmit rings stop.
    /// </summary>
    /// <param name="patience">How long packets may take to settle; what has not by then is dropped, stated.</param>
    public async Task StopAsync(TimeSpan patience)
    {
        if (_segment is null || Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        if (_actor.IsNobody())
        {
            return; // it has not come so far
        }

        if (_guests is not null)
        {
            await StopGuestsAsync(patience).ConfigureAwait(false);
        }

        _actor.Tell(StopReading.Instance, ActorRefs.NoSender);
        await Task.WhenAny(Segment.Drained, Task.Delay(patience)).ConfigureAwait(false);
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
        await _ending.CancelAsync().ConfigureAwait(false);
        if (_guests is not null)
        {
            await _guests.DisposeAsync().ConfigureAwait(false);
        }

        await _system.Terminate().ConfigureAwait(false);
        _watchdog?.Dispose();
        _segment?.Dispose();
        _ports.ForEach(port => port.Dispose());
        _host?.Dispose();
        _region?.Dispose();
        _regions?.Dispose();
        Counters.Dispose();
        _ending.Dispose();
    }

    /// <summary>With more islands than CPUs nobody looks for work without end: it would take the time of those that have some.</summary>
    internal static bool SleepsAlways(ChainPlan plan) => plan.Placement.Guests.Any() && plan.Placement.Islands.Count > Environment.ProcessorCount;

    private static WaitPolicy PolicyOf(ChainPlan plan) => SleepsAlways(plan) ? WaitPolicy.Share : PolicyOf(plan.Options.Policy);

    internal static WaitPolicy PolicyOf(WaitingPolicy policy) => policy switch
    {
        WaitingPolicy.Busy => WaitPolicy.Busy,
        WaitingPolicy.Yield => WaitPolicy.Yield,
        WaitingPolicy.Interrupt => WaitPolicy.Interrupt,
        WaitingPolicy.Share => WaitPolicy.Share,
        _ => WaitPolicy.Adaptive(50),
    };

    /// <summary>Makes the regions, the host, and what joins the guests.</summary>
    /// <returns>What is left for this process itself to run.</returns>
    private async Task<ChainPlan> OpenAsync(IReadOnlyList<IGuestKind> kinds)
    {
        bool hasGuests = Plan.Placement.Guests.Any();
        _guests = hasGuests ? new ChainGuests(_system, Plan, PolicyOf(Plan)) : null;
        _guests?.Prepare(kinds);
        Inheritance? inheritance = _guests is null ? null : await _guests.InheritAsync().ConfigureAwait(false);
        _regions = new RegionShelf(Plan.Placement, inheritance?.Regions);
        _region = RegionOfHost(_regions);
        _host = new NetmapHost(_region, Counters, Plan.Name);
        if (_guests is null)
        {
            return Plan;
        }

        _guests.Wire(_regions, _host, Counters, inheritance!);
        return HostPlan.Of(Plan, _guests.Wiring.NameOf);
    }

    /// <summary>Where this process has its own packets; without a part of its own it still counts and opens ports.</summary>
    private Region RegionOfHost(RegionShelf regions) =>
        Plan.Placement.Regions.FirstOrDefault(region => region.Name == PlanGuest.HostName) is { } own
            ? regions[own.Index]
            : Region.Create(RegionLayout.For(1, 1, 2, 2), RegionBacking.Anonymous, (ushort)(Plan.Placement.Regions.Count + 1));

    private ChainReport BooksOf(SegmentReport own) => ChainBooks.Of(Plan, own, Guests, Guests.Count == 0 ? [] : Counters.Read(), _settled);

    private void LetIn()
    {
        if (_guests is not null)
        {
            _failure = Task.WhenAny(Segment.Failure, _guests.Failure).Unwrap();
            _guests.OpenInputs(true);
            _drained = new DrainWatch(this, _guests).WatchAsync(_ending.Token);
        }
    }

    private async Task StopGuestsAsync(TimeSpan patience)
    {
        _guests!.OpenInputs(false);
        _actor.Tell(StopInputs.Instance, ActorRefs.NoSender);
        using var enough = new CancellationTokenSource(patience);
        bool isQuiet = await new DrainWatch(this, _guests).SettleAsync(enough.Token).ConfigureAwait(false);
        _settled = isQuiet && !Failure.IsCompleted; // a segment that has given up is quiet, too
        await _guests.StopAsync(GuestDrain).ConfigureAwait(false);
    }

    private void Warn(string text) => _system.EventStream.Publish(new ActorEvents.Warning(null, "watchdog", typeof(Watchdog), text));
}
