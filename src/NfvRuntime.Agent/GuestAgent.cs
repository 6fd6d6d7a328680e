using System.Runtime.InteropServices;
using NfvRuntime.Agent.Counting;
using NfvRuntime.Agent.Events;
using NfvRuntime.Agent.Native;
using NfvRuntime.Agent.Ports;
using NfvRuntime.Agent.Segments;
using NfvRuntime.Counters;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Agent;

/// <summary>What <c>nfv-agent</c> does for its host: ports, segments, their state and counters, over the same Runtime and stages as the host's.</summary>
internal sealed class GuestAgent : IAgent, IAsyncDisposable
{
    private const int GreatestBody = 4096; // of a host that has not said yet what it takes

    private readonly CounterTable _counters = CounterTable.Create();
    private readonly CounterColumns _columns;
    private readonly CounterClock _clock;
    private readonly EventOutlet _events;
    private readonly PortTable _ports;
    private readonly SegmentTable _segments;
    private readonly HoldingPen _holds;
    private readonly TaskCompletionSource _shutdown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _greatestBody = GreatestBody;

    /// <param name="stages">The kinds of stages that documents may name, besides those of their extensions.</param>
    /// <param name="post">Sends an event, if there is a host.</param>
    public GuestAgent(IStageKinds stages, Func<Event, bool> post)
    {
        _columns = new CounterColumns(_counters);
        _events = new EventOutlet(post);
        _clock = new CounterClock(() => _events.Post(new CountersEvent(_columns.Snapshot(_greatestBody))));
        _ports = new PortTable(Line);
        _segments = new SegmentTable(_ports, stages, _counters, _events);
        _holds = new HoldingPen(_ports, _segments);
    }

    /// <summary>Carries what ports ask of their devices.</summary>
    public ControlLine Line { get; } = new();

    /// <summary>Completes when the host has had the agent shut down.</summary>
    public Task Shutdown => _shutdown.Task;

    /// <summary>Completes when a stage did not return; says which.</summary>
    public Task<string> Hung => _segments.Hung;

    /// <summary>A host is there.</summary>
    public void OnConnected(AgentServer server)
    {
        _greatestBody = (int)server.Host.MaxBody;
        Line.Connect(server);
    }

    /// <summary>The host is gone: what it has not asked for to the end ends, and all that runs goes on.</summary>
    public void OnLost()
    {
        Line.Disconnect();
        _holds.ReleaseAll();
        _events.Subscribe(null);
        _clock.Set(TimeSpan.Zero);
    }

    /// <summary>Ends all traffic, and gives everything back.</summary>
    /// <param name="drain">How long packets on their way may take.</param>
    public async Task StopAllAsync(TimeSpan drain)
    {
        _holds.ReleaseAll();
        await Task.WhenAll(_segments.All.Where(segment => segment.Runtime.IsRunning).Select(segment => segment.StopAsync(drain))).ConfigureAwait(false);
        foreach (GuestSegment segment in _segments.All.ToArray())
        {
            await _segments.RemoveAsync(segment.Name).ConfigureAwait(false);
        }

        await ByItselfAsync(() => _ports.All.ToList().ForEach(port => _ports.Detach(port.Name))).ConfigureAwait(false);
    }

    public ValueTask<ActualState> DescribeAsync(RequestContext context, CancellationToken cancellation) => new(new ActualState(
        [.. _ports.All.Select(port => new ActualPort(port.Name, port.Memory.Reference, port.User))],
        [.. _segments.All.Select(segment => new ActualSegment(segment.Name, segment.Digest, segment.Phase))]));

    public async ValueTask<AttachResponse> AttachAsync(AttachRequest request, RequestContext context, CancellationToken cancellation)
    {
        using var trace = RequestTrace.Begin(request, context);
        ReadOnlyMemory<byte> record = default;
        await ByItselfAsync(() => record = _ports.Attach(request, context.Descriptors)).ConfigureAwait(false);
        return new AttachResponse(record);
    }

    public async ValueTask DetachAsync(DetachRequest request, RequestContext context, CancellationToken cancellation)
    {
        using var trace = RequestTrace.Begin(request, context);
        string? problem = null;
        await ByItselfAsync(() => problem = _ports.Detach(request.Port)).ConfigureAwait(false);
        if (problem is not null)
        {
            _events.Log(LogLevel.Warning, "agent", $"port '{request.Port}' is detached, although its device did not take that: {problem}");
        }
    }

    public ValueTask<(RecallResponse Response, IReadOnlyList<SafeHandle> Descriptors)> RecallAsync(
        RecallRequest request, RequestContext context, CancellationToken cancellation) => new(_ports.Recall(request.Port));

    public async ValueTask<HoldResponse> HoldAsync(HoldRequest request, RequestContext context, CancellationToken cancellation) =>
        new(await _holds.HoldAsync(request.Region, request.Most).ConfigureAwait(false));

    public ValueTask ReleaseAsync(ReleaseRequest request, RequestContext context, CancellationToken cancellation)
    {
        _holds.Release(request.Region);
        return default;
    }

    public async ValueTask<DeployResponse> DeployAsync(DeployRequest request, RequestContext context, CancellationToken cancellation)
    {
        using var trace = RequestTrace.Begin(request, context);
        return await _segments.DeployAsync(request).ConfigureAwait(false);
    }

    public async ValueTask RemoveAsync(RemoveRequest request, RequestContext context, CancellationToken cancellation)
    {
        using var trace = RequestTrace.Begin(request, context);
        await _segments.RemoveAsync(request.Segment).ConfigureAwait(false);
    }

    public ValueTask StartAsync(StartRequest request, RequestContext context, CancellationToken cancellation)
    {
        using var trace = RequestTrace.Begin(request, context);
        _segments.Start(request.Segment);
        return default;
    }

    public async ValueTask<StopResponse> StopAsync(StopRequest request, RequestContext context, CancellationToken cancellation)
    {
        using var trace = RequestTrace.Begin(request, context);
        return new StopResponse(await _segments.Require(request.Segment).StopAsync(request.Drain).ConfigureAwait(false), 0);
    }

    public async ValueTask<ExportStateResponse> ExportStateAsync(ExportStateRequest request, RequestContext context, CancellationToken cancellation) =>
        await _segments.Require(request.Segment).Transfers.ExportAsync(request, _greatestBody).ConfigureAwait(false);

    public async ValueTask<ImportStateResponse> ImportStateAsync(ImportStateRequest request, RequestContext context, CancellationToken cancellation)
    {
        GuestSegment segment = _segments.Require(request.Segment);
        return segment.Phase == SegmentPhase.Deployed
            ? await segment.Transfers.ImportAsync(request).ConfigureAwait(false)
            : throw new AgentErrorException(ErrorCodes.Failed, $"segment '{request.Segment}' does not rest: stop it first");
    }

    public ValueTask<CounterLayoutResponse> CounterLayoutAsync(CounterLayoutRequest request, RequestContext context, CancellationToken cancellation) =>
        new(_columns.Layout(request, _greatestBody));

    public ValueTask<CounterReadResponse> ReadCountersAsync(CounterReadRequest request, RequestContext context, CancellationToken cancellation) =>
        new(new CounterReadResponse(_columns.Read(request, _greatestBody)));

    public ValueTask<(CounterTableResponse Response, SafeHandle Table)> CounterTableAsync(RequestContext context, CancellationToken cancellation) =>
        new((new CounterTableResponse((ulong)RandomAccess.GetLength(_counters.Handle)), Libc.Duplicate(_counters.Handle)));

    public ValueTask SubscribeAsync(SubscribeRequest request, RequestContext context, CancellationToken cancellation)
    {
        _events.Subscribe(request.Logs);
        _clock.Set(request.Counters);
        return default;
    }

    public async ValueTask ShutdownAsync(ShutdownRequest request, RequestContext context, CancellationToken cancellation)
    {
        using var trace = RequestTrace.Begin(request, context);
        await StopAllAsync(request.Drain).ConfigureAwait(false);
        _shutdown.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        _clock.Dispose();
        await StopAllAsync(TimeSpan.Zero).ConfigureAwait(false);
        _counters.Dispose();
    }

    /// <summary>On a thread of its own: it waits for the host's answers, for which the pool's threads are needed.</summary>
    private static Task ByItselfAsync(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
