using NfvRuntime.Actors.Islands;
using NfvRuntime.Chains;
using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>
/// A segment on an island of its own, built from a chain document: at rest first, then it takes packets in and rests again as often as asked,
/// with all that its stages know. Rings at rest answer what the other side wants, but take nothing.
/// </summary>
/// <remarks>Calls exclude each other: the control path of one caller.</remarks>
public sealed class SegmentRuntime : IAsyncDisposable
{
    private static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(2);

    private readonly CounterTable _counters;
    private readonly NetmapHost _host;
    private readonly ActorSystem _system;
    private readonly Island _island;
    private readonly List<IRingPort> _ports = [];
    private readonly SegmentSite _site;
    private IActorRef _actor = ActorRefs.Nobody;
    private Segment? _segment;
    private Watchdog? _watchdog;
    private HoldRequest? _hold;

    private SegmentRuntime(ChainPlan plan, SegmentSite site)
    {
        Plan = plan;
        _site = site;
        _counters = site.Counters.Part();
        _host = new NetmapHost(site.Region, _counters, plan.Name);
        _system = ActorSystem.Create("nfv");
        if (site.Log is { } log)
        {
            _system.LogTo(log);
        }

        WaitingPolicy policy = site.Policy ?? plan.Options.Policy;
        _island = _system.CreateIsland(new IslandOptions { Id = plan.Name, Policy = ChainRuntime.PolicyOf(policy), Cpu = site.Cpu });
    }

    /// <summary>What it was built from.</summary>
    public ChainPlan Plan { get; }

    /// <summary>Its rings, stages, edges and bursts.</summary>
    public Segment Segment => _segment!;

    /// <summary>Whether it takes packets in.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Completes when the chain has to stop because a stage went out of service (<c>on-fault: stop</c>); it takes no more packets then.</summary>
    public Task<string> Failure => Segment.Failure;

    /// <summary>Completes when the watchdog gives up: a stage did not return. Nothing helps then but the end of the process.</summary>
    public Task<Stall> Hung => _watchdog!.Hung;

    /// <summary>Builds a segment: opens its ports, takes its buffers and makes its stages.</summary>
    /// <param name="plan">A chain whose stages all run here.</param>
    /// <param name="site">Where.</param>
    /// <exception cref="ChainStartException">It cannot be built; the message says what failed, a line each. Nothing of it is left.</exception>
    public static async Task<SegmentRuntime> BuildAsync(ChainPlan plan, SegmentSite site)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(site);
        var runtime = new SegmentRuntime(plan, site);
        try
        {
            await runtime.BuildAsync().ConfigureAwait(false);
            return runtime;
        }
        catch (Exception e) when (e is not ChainHungException)
        {
            await runtime.DisposeAsync().ConfigureAwait(false);
            throw e as ChainStartException ?? new ChainStartException($"chain '{plan.Name}': {e.Message}", e);
        }
    }

    /// <summary>Takes packets in from now on.</summary>
    public void Start()
    {
        IsRunning = true;
        _actor.Tell(StartReading.Instance, ActorRefs.NoSender);
    }

    /// <summary>Takes no more packets in, and waits for those on their way to leave.</summary>
    /// <param name="drain">How long.</param>
    /// <returns>Packets that are still here; they leave when they can.</returns>
    public async Task<ulong> StopAsync(TimeSpan drain)
    {
        IsRunning = false;
        _actor.Tell(StopReading.Instance, ActorRefs.NoSender);
        long end = Environment.TickCount64 + (long)drain.TotalMilliseconds;
        while (true)
        {
            SegmentReport report = await SnapshotAsync().ConfigureAwait(false);
            if (report.Held == 0 || Environment.TickCount64 >= end)
            {
                return report.Held;
            }

            await Task.Delay(LookPause).ConfigureAwait(false);
        }
    }

    /// <summary>The segment's books, taken between two turns of its island.</summary>
    public Task<SegmentReport> SnapshotAsync() => _actor.Ask<SegmentReport>(SnapshotRequest.Instance, AskPatience);

    /// <summary>What a stage knows.</summary>
    /// <param name="stage">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no such stage.</exception>
    /// <exception cref="NotSupportedException">It keeps nothing that can leave its process.</exception>
    public Task<StageState> ExportAsync(string stage) => _actor.Ask<StageState>(new StateRequest(stage, null), AskPatience);

    /// <summary>Puts what another stage knew in the place of what a stage knows: all of it or nothing.</summary>
    /// <param name="stage">Its name.</param>
    /// <param name="state">What <see cref="ExportAsync"/> gave.</param>
    /// <exception cref="KeyNotFoundException">There is no such stage.</exception>
    /// <exception cref="NotSupportedException">It takes no state.</exception>
    /// <exception cref="InvalidDataException">It is no such state, or one of another format.</exception>
    public Task ImportAsync(string stage, StageState state) => _actor.Ask<StageState>(new StateRequest(stage, state), AskPatience);

    /// <summary>Whether its bursts or ports are in a region.</summary>
    public bool Uses(Region region) => region == _site.Region || Segment.Ports.Any(port => port.Port.Region == region);

    /// <summary>Makes the island stand still, and says which buffers of a region the segment has outside of rings.</summary>
    /// <param name="region">The region.</param>
    /// <param name="most">After how long the island goes on by itself.</param>
    /// <returns>One bit a buffer, bit i % 64 of word i / 64.</returns>
    public Task<ulong[]> HoldAsync(Region region, TimeSpan most)
    {
        Release();
        _hold = new HoldRequest(region, most);
        _watchdog!.Excuse(most);
        return _actor.Ask<ulong[]>(_hold, AskPatience);
    }

    /// <summary>Ends a hold; without one nothing happens. Any thread.</summary>
    public void Release() => Interlocked.Exchange(ref _hold, null)?.End();

    /// <summary>Takes the segment away: gives its buffers back and releases its rings. Packets that have not left are dropped, under a reason.</summary>
    public async ValueTask DisposeAsync()
    {
        IsRunning = false;
        Release();
        if (!_actor.IsNobody())
        {
            await _actor.GracefulStop(AskPatience).ConfigureAwait(false);
        }

        await _system.Terminate().ConfigureAwait(false);
        _watchdog?.Dispose();
        _segment?.Dispose();
        _ports.ForEach(port => port.Dispose());
        _host.Dispose();
        _counters.Dispose();
    }

    private async Task BuildAsync()
    {
        _segment = ChainAssembly.Build(Plan, _host, _counters, _ports);
        _segment.Gauges = new ChainGauges(Plan, _segment, _island, _site.Region);
        _segment.RingFaulted = OnRingFault;
        foreach (RxRingState ring in _segment.RxRings)
        {
            ring.Stopped = true;
        }

        _watchdog = new Watchdog(_island, _segment, Plan.Options.Watchdog, Warn);
        _actor = _system.ActorOf(_segment.ToProps().WithDispatcher(Plan.Name), Plan.Name);
        Task started = _segment.Started;
        if (await Task.WhenAny(started, Hung).ConfigureAwait(false) != started)
        {
            throw new ChainHungException(Plan.Name, await Hung.ConfigureAwait(false));
        }

        await started.ConfigureAwait(false);
    }

    private void OnRingFault(RingFaultException fault)
    {
        foreach (PortNode port in Segment.Ports.Where(port => port.Port.Name == fault.Port && !fault.IsTold))
        {
            int number = fault.IsTx ? fault.Ring : port.Port.TxRings + fault.Ring;
            uint generation = port.Port.Drive(fault.IsTx, fault.Ring).Generation;
            _site.RingFaulted?.Invoke(port.Name, number, generation, fault.What);
        }
    }

    private void Warn(string text) => _system.EventStream.Publish(new ActorEvents.Warning(null, "watchdog", typeof(Watchdog), text));
}
