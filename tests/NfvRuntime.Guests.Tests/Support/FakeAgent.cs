using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using NfvRuntime.Guests.Protocol;

namespace NfvRuntime.Guests.Tests;

/// <summary>An agent without packets: keeps what it is given, so that the protocol between it and a host can be tested.</summary>
internal sealed class FakeAgent : IAgent
{
    private readonly ConcurrentDictionary<string, ActualPort> _ports = new();
    private readonly ConcurrentDictionary<string, ActualSegment> _segments = new();
    private readonly byte[] _state = [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 7))];

    public ConcurrentQueue<string> Log { get; } = new();

    public byte[] State => _state;

    public MemoryStream Imported { get; } = new();

    /// <summary>Holds the next segment's start up.</summary>
    public TaskCompletionSource? Hold { get; set; }

    public RequestContext? LastContext { get; private set; }

    public string DescriptorName { get; init; } = "fake";

    public ValueTask<ActualState> DescribeAsync(RequestContext context, CancellationToken cancellation) =>
        new(new ActualState([.. _ports.Values], [.. _segments.Values]));

    public ValueTask<AttachResponse> AttachAsync(AttachRequest request, RequestContext context, CancellationToken cancellation)
    {
        Log.Enqueue($"attach {request.Port}");
        if (request.Port == "refused") throw new AgentErrorException(ErrorCodes.Unsupported, "not this one");
        if (request.Descriptors.Count > 0)
        {
            using var region = context.Descriptors.Take(0); // the others are left to be closed
            Log.Enqueue(Descriptors.Read(region));
        }

        _ports[request.Port] = new(request.Port, request.Region);
        return new(new AttachResponse(request.Record));
    }

    public ValueTask DetachAsync(DetachRequest request, RequestContext context, CancellationToken cancellation)
    {
        Log.Enqueue($"detach {request.Port}");
        return _ports.TryRemove(request.Port, out _) ? default : throw new AgentErrorException(ErrorCodes.NotFound, $"no port {request.Port}");
    }

    public ValueTask<(RecallResponse Response, IReadOnlyList<SafeHandle> Descriptors)> RecallAsync(
        RecallRequest request, RequestContext context, CancellationToken cancellation) =>
        _ports.TryGetValue(request.Port, out ActualPort? port)
            ? new((new RecallResponse(port.Region, new byte[] { 1, 2 }) { Descriptors = [new(DescriptorRole.Region)] }, [Descriptors.Memory(DescriptorName, "region")]))
            : throw new AgentErrorException(ErrorCodes.NotFound, $"no port {request.Port}");

    public ValueTask<HoldResponse> HoldAsync(HoldRequest request, RequestContext context, CancellationToken cancellation)
    {
        Log.Enqueue($"hold {request.Region} for {request.Most.TotalMilliseconds}");
        return new(new HoldResponse(new byte[] { 0b1000 }));
    }

    public ValueTask ReleaseAsync(ReleaseRequest request, RequestContext context, CancellationToken cancellation)
    {
        Log.Enqueue($"release {request.Region}");
        return default;
    }

    public ValueTask<DeployResponse> DeployAsync(DeployRequest request, RequestContext context, CancellationToken cancellation)
    {
        Log.Enqueue($"deploy {request.Segment}");
        if (request.Document == "bad")
        {
            throw new AgentErrorException(new ErrorResponse(ErrorCodes.Failed, "the document is wrong") { Details = ["edge.yaml:3:5: no such stage"] });
        }

        _segments[request.Segment] = new(request.Segment, request.Digest(), SegmentPhase.Deployed);
        return new(new DeployResponse(request.Digest(), []));
    }

    public ValueTask RemoveAsync(RemoveRequest request, RequestContext context, CancellationToken cancellation)
    {
        Log.Enqueue($"remove {request.Segment}");
        _segments.TryRemove(request.Segment, out _);
        return default;
    }

    public async ValueTask StartAsync(StartRequest request, RequestContext context, CancellationToken cancellation)
    {
        LastContext = context;
        Log.Enqueue($"start {request.Segment}");
        if (Hold is { } hold) await hold.Task.WaitAsync(cancellation);
        if (request.Segment == "explodes") throw new InvalidOperationException("boom \ud800");
        if (_segments.TryGetValue(request.Segment, out var segment)) _segments[request.Segment] = segment with { Phase = SegmentPhase.Running };
    }

    public ValueTask<StopResponse> StopAsync(StopRequest request, RequestContext context, CancellationToken cancellation)
    {
        Log.Enqueue($"stop {request.Segment}");
        if (_segments.TryGetValue(request.Segment, out var segment)) _segments[request.Segment] = segment with { Phase = SegmentPhase.Deployed };
        return new(new StopResponse(1, 2));
    }

    public ValueTask<ExportStateResponse> ExportStateAsync(ExportStateRequest request, RequestContext context, CancellationToken cancellation) =>
        new(new ExportStateResponse(
            9, "fake/1", (ulong)_state.Length, _state.AsMemory((int)request.Offset, Math.Min((int)request.Limit, _state.Length - (int)request.Offset))));

    public ValueTask<ImportStateResponse> ImportStateAsync(ImportStateRequest request, RequestContext context, CancellationToken cancellation)
    {
        Imported.Write(request.Data.Span);
        return new(new ImportStateResponse((ulong)Imported.Length));
    }

    public ValueTask<CounterLayoutResponse> CounterLayoutAsync(CounterLayoutRequest request, RequestContext context, CancellationToken cancellation) =>
        new(new CounterLayoutResponse(4, 1, 0, [new("nfv.ring.packets", "{packet}", CounterKind.Counter, new Dictionary<string, string>())]));

    public ValueTask<CounterReadResponse> ReadCountersAsync(CounterReadRequest request, RequestContext context, CancellationToken cancellation) =>
        request.Revision == 4
            ? new(new CounterReadResponse(new(4, DateTime.UnixEpoch, 0, [99])))
            : throw new AgentErrorException(ErrorCodes.NotFound, "the layout has revision 4");

    public ValueTask<(CounterTableResponse Response, SafeHandle Table)> CounterTableAsync(RequestContext context, CancellationToken cancellation) =>
        new((new CounterTableResponse(7), Descriptors.Memory(DescriptorName, "counters")));

    public ValueTask SubscribeAsync(SubscribeRequest request, RequestContext context, CancellationToken cancellation) => default;

    public ValueTask ShutdownAsync(ShutdownRequest request, RequestContext context, CancellationToken cancellation) => default;
}
