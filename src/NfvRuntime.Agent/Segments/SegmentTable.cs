using System.Collections.Concurrent;
using NfvRuntime.Agent.Events;
using NfvRuntime.Agent.Ports;
using NfvRuntime.Chains;
using NfvRuntime.Counters;
using NfvRuntime.Guests;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Runtime;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Agent.Segments;

/// <summary>The segments that the host deployed. One task at a time; <see cref="All"/>, any thread.</summary>
/// <param name="ports">The ports that documents may name.</param>
/// <param name="stages">The kinds of stages that they may name.</param>
/// <param name="counters">Where segments count.</param>
/// <param name="events">What the host is told.</param>
internal sealed class SegmentTable(PortTable ports, IStageKinds stages, CounterTable counters, EventOutlet events)
{
    private readonly ConcurrentDictionary<string, GuestSegment> _segments = new(StringComparer.Ordinal);
    private readonly AgentPortKinds _kinds = new([new GivenPortKind(ports), .. PortKinds.InGuests]);
    private readonly TaskCompletionSource<string> _hung = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IEnumerable<GuestSegment> All => _segments.Values;

    /// <summary>Completes when a stage did not return for too long; nothing helps then but the end of the process.</summary>
    public Task<string> Hung => _hung.Task;

    /// <exception cref="AgentErrorException">There is no such segment.</exception>
    public GuestSegment Require(string name) =>
        _segments.GetValueOrDefault(name) ?? throw new AgentErrorException(ErrorCodes.NotFound, $"there is no segment '{name}' here");

    /// <exception cref="AgentErrorException">It cannot be built; nothing of it is left.</exception>
    public async Task<DeployResponse> DeployAsync(DeployRequest request)
    {
        string digest = request.Digest();
        if (_segments.TryGetValue(request.Segment, out GuestSegment? known))
        {
            return known.Digest == digest ? new DeployResponse(digest, [])
                : throw new AgentErrorException(ErrorCodes.Exists, $"segment '{request.Segment}' is there, built from something else: remove it first");
        }

        DeployOptions options = DeployOptions.Read(request);
        ChainResult document = ChainFile.Parse(request.Document, options.File, stages, _kinds);
        ChainPlan plan = document.Plan is { } read && !read.Placement.Guests.Any() ? read : throw Refuse(
            $"the document of segment '{request.Segment}' is wrong",
            document.Plan is null ? document.Diagnostics.Select(line => $"{line}") : [$"{options.File}: guests cannot have guests"]);
        GuestPort[] used = PortsOf(plan, request.Segment);
        var segment = new GuestSegment(request.Segment, digest, await BuildAsync(request.Segment, plan, used, options).ConfigureAwait(false));
        _segments[request.Segment] = segment;
        foreach (GuestPort port in used)
        {
            port.User = request.Segment;
        }

        _ = WatchAsync(segment);
        return new DeployResponse(digest, [.. document.Diagnostics.Select(line => $"{line}")]);
    }

    /// <exception cref="AgentErrorException">It is not there, or has failed.</exception>
    public void Start(string name)
    {
        GuestSegment segment = Require(name);
        if (segment.Failure is { } failure)
        {
            throw new AgentErrorException(ErrorCodes.Failed, $"segment '{name}' has failed: {failure}; remove it, and deploy it anew");
        }

        segment.Runtime.Start();
    }

    /// <exception cref="AgentErrorException">It is not there, or runs.</exception>
    public async Task RemoveAsync(string name)
    {
        GuestSegment segment = Require(name);
        if (segment.Phase is SegmentPhase.Running or SegmentPhase.Draining)
        {
            throw new AgentErrorException(ErrorCodes.Failed, $"segment '{name}' runs: stop it first");
        }

        _segments.TryRemove(name, out _);
        await segment.Runtime.DisposeAsync().ConfigureAwait(false);
        foreach (GuestPort port in ports.All.Where(port => port.User == name))
        {
            port.User = null;
        }
    }

    private async Task<SegmentRuntime> BuildAsync(string name, ChainPlan plan, GuestPort[] used, DeployOptions options)
    {
        try
        {
            return await SegmentRuntime.BuildAsync(plan, new SegmentSite(used.MaxBy(port => port.Port.Region.FreeBufferCount)!.Port.Region, counters)
            {
                Policy = options.Policy,
                Cpu = options.Cpu,
                Log = entry => events.Log(name, entry),
                RingFaulted = (port, ring, generation, what) => events.Post(new PortFaultEvent(port, (uint)ring, generation, what)),
            }).ConfigureAwait(false);
        }
        catch (ChainHungException e)
        {
            _hung.TrySetResult(e.Message);
            throw Refuse($"segment '{name}' does not start", [e.Message]);
        }
        catch (ChainStartException e)
        {
            throw Refuse($"segment '{name}' cannot be built", e.Message.Split('\n'));
        }
    }

    /// <exception cref="AgentErrorException">One is not there, or another segment's; or there is none.</exception>
    private GuestPort[] PortsOf(ChainPlan plan, string segment)
    {
        string[] names = [.. plan.Ports.Where(port => port.Kind is GivenPortKind).Select(port => GivenPortKind.NameOf(port.Open)).Distinct()];
        string[] missing = [.. names.Where(name => ports.Find(name) is null)];
        if (missing.Length > 0)
        {
            throw new AgentErrorException(ErrorCodes.NotFound, $"segment '{segment}' names ports that are not attached: {string.Join(", ", missing)}");
        }

        GuestPort[] found = [.. names.Select(name => ports.Find(name)!)];
        if (found.FirstOrDefault(port => port.User is not null) is { } taken)
        {
            throw new AgentErrorException(ErrorCodes.Exists, $"port '{taken.Name}' is used by segment '{taken.User}'");
        }

        return found.Length > 0 ? found : throw new AgentErrorException(
            ErrorCodes.Unsupported, $"segment '{segment}' names no port that the host gave, so there is no memory for its packets");
    }

    private async Task WatchAsync(GuestSegment segment)
    {
        Task first = await Task.WhenAny(segment.Runtime.Failure, segment.Runtime.Hung).ConfigureAwait(false);
        string what = first == segment.Runtime.Hung
            ? $"{await segment.Runtime.Hung.ConfigureAwait(false)}"
            : await segment.Runtime.Failure.ConfigureAwait(false);
        segment.Failure = what;
        events.Post(new SegmentEvent(segment.Name, SegmentPhase.Failed, null, what, 0));
        if (first == segment.Runtime.Hung)
        {
            _hung.TrySetResult(what);
        }
    }

    private static AgentErrorException Refuse(string message, IEnumerable<string> details) =>
        new(new ErrorResponse(ErrorCodes.Failed, message) { Details = [.. details] });
}
