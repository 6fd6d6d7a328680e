using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Counters;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Runtime;

namespace NfvRuntime.Guests;

/// <summary>The host's dealings with one agent, whatever its guest is: ports and segment given, counters and logs taken, holds.</summary>
/// <remarks>Thread-safe. Requests fail with an <see cref="IOException"/> where the agent is gone.</remarks>
public sealed class AgentSession : IAgentHost, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly string _guest;
    private readonly Action<GuestLogEntry> _log;
    private readonly Action<string> _failed;
    private IReadOnlyDictionary<string, PtnetDevice> _devices = new Dictionary<string, PtnetDevice>();
    private AgentClient? _client;
    private string _segment = "";

    /// <summary>Before the agent has said hello.</summary>
    /// <param name="guest">The guest's name.</param>
    /// <param name="log">Gets what the agent logs.</param>
    /// <param name="failed">Called when the agent's segment has given up, with why.</param>
    public AgentSession(string guest, Action<GuestLogEntry> log, Action<string> failed) => (_guest, _log, _failed) = (guest, log, failed);

    /// <summary>The connection, once <see cref="ConnectAsync"/> has returned.</summary>
    public AgentClient Client => _client ?? throw new InvalidOperationException("the agent has not said hello");

    /// <summary>The agent's counters; null before <see cref="WorkAsync"/>.</summary>
    public CounterTable? Counters { get; private set; }

    /// <summary>Waits for the agent's hello and answers it.</summary>
    /// <param name="transport">Connected to the agent; closed with the session.</param>
    /// <param name="identity">Who the host is.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="IOException">It is no agent of this guest, or it is gone.</exception>
    public async Task ConnectAsync(Transport.AgentTransport transport, HostIdentity identity, CancellationToken cancellation)
    {
        try
        {
            _client = await AgentClient.AcceptAsync(transport, identity, this, cancellation: cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AgentErrorException or ProtocolException or TimeoutException)
        {
            throw new IOException($"its agent cannot be led: {e.Message}", e);
        }
    }

    /// <summary>What stood in the agent's counters before this host came.</summary>
    public IReadOnlyList<CounterReading> CountedBefore { get; private set; } = [];

    /// <summary>As <see cref="IGuestSession.RecallAsync"/>.</summary>
    public async Task<IReadOnlyList<RecalledPort>> RecallAsync(IReadOnlyCollection<string> ports, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ports);
        var recalled = new List<RecalledPort>();
        ActualState actual = await AskAsync(new DescribeRequest(), cancellation).ConfigureAwait(false);
        foreach (string port in actual.Ports.Select(port => port.Port).Where(ports.Contains))
        {
            (RecallResponse answer, IReadOnlyList<SafeFileHandle> handles) =
                await Client.RecallAsync(new RecallRequest(port), cancellation).ConfigureAwait(false);
            int memory = answer.Descriptors.Index().First(descriptor => descriptor.Item.Role == DescriptorRole.Region).Index;
            recalled.Add(new RecalledPort(
                port,
                PtnetConfiguration.Parse(answer.Record.Span),
                handles[memory],
                [
                    .. answer.Descriptors.Index().Where(descriptor => descriptor.Index != memory).Select(descriptor => new PtnetDescriptor(
                        descriptor.Item.Role == DescriptorRole.Kick ? PtnetDescriptorRole.Kick : PtnetDescriptorRole.Notify,
                        (int?)descriptor.Item.Ring,
                        handles[descriptor.Index])),
                ]));
        }

        return recalled;
    }

    /// <summary>As <see cref="IGuestSession.StripAsync"/>.</summary>
    public async Task StripAsync(IReadOnlyCollection<string> kept, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ActualState actual = await AskAsync(new DescribeRequest(), cancellation).ConfigureAwait(false);
        ActualPort[] others = [.. actual.Ports.Where(port => !kept.Contains(port.Port))];
        foreach (string segment in others.Select(port => port.User).OfType<string>().Distinct())
        {
            await AskAsync(new StopRequest(segment, TimeSpan.Zero), cancellation).ConfigureAwait(false);
            await AskAsync(new RemoveRequest(segment), cancellation).ConfigureAwait(false);
        }

        foreach (ActualPort port in others)
        {
            await AskAsync(new DetachRequest(port.Port), cancellation).ConfigureAwait(false);
        }

        await OpenCountersAsync(cancellation).ConfigureAwait(false);
        CountedBefore = Counters!.Read();
    }

    /// <summary>As <see cref="IGuestSession.WorkAsync"/>.</summary>
    public async Task WorkAsync(GuestWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        lock (_gate)
        {
            _devices = work.Devices;
        }

        try
        {
            await Client.AskAsync(new SubscribeRequest(LogLevel.Info, TimeSpan.Zero), cancellation).ConfigureAwait(false);
            ActualState actual = await Client.DescribeAsync(cancellation).ConfigureAwait(false);
            DesiredState desired = Desire(work);
            foreach (ResyncStep step in ResyncPlan.Compare(desired, actual).Steps)
            {
                await CarryOutAsync(step, desired, work, cancellation).ConfigureAwait(false);
            }

            _segment = work.Document.Segment;
            await OpenCountersAsync(cancellation).ConfigureAwait(false);
        }
        catch (AgentErrorException e)
        {
            throw new GuestRefusalException(string.Join('\n', [e.Message, .. e.Error.Details]), e);
        }
        catch (Exception e) when (e is InvalidDataException or ProtocolException)
        {
            throw new GuestRefusalException(e.Message, e);
        }
    }

    /// <summary>As <see cref="IGuestSession.HoldAsync"/>.</summary>
    public async Task<ReadOnlyMemory<ulong>> HoldAsync(Region region, TimeSpan most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(region);
        HoldResponse held = await AskAsync(new HoldRequest(region.MemId, most), cancellation).ConfigureAwait(false);
        ulong[] words = new ulong[(held.Bitmap.Length + 7) / 8];
        held.Bitmap.Span.CopyTo(MemoryMarshal.AsBytes(words.AsSpan()));
        return words;
    }

    /// <summary>As <see cref="IGuestSession.ReleaseAsync"/>.</summary>
    public Task ReleaseAsync(Region region, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(region);
        return AskAsync(new ReleaseRequest(region.MemId), cancellation);
    }

    /// <summary>As <see cref="IGuestSession.StopAsync"/>.</summary>
    public Task StopAsync(TimeSpan drain) => _segment.Length == 0 ? Task.CompletedTask : AskAsync(new StopRequest(_segment, drain), default);

    /// <summary>Has the agent give everything back and end.</summary>
    public Task ShutdownAsync() => AskAsync(new ShutdownRequest(TimeSpan.Zero), default);

    /// <summary>Ends the connection and closes the counters.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync().ConfigureAwait(false);
        }

        Counters?.Dispose();
    }

    void IAgentHost.Admit(HelloRequest hello)
    {
        if (hello.Guest != _guest)
        {
            throw new AgentErrorException(ErrorCodes.NotFound, $"This is the host of guest '{_guest}', not of '{hello.Guest}'.");
        }
    }

    ValueTask<PortControlResponse> IAgentHost.ControlPortAsync(PortControlRequest request, RequestContext context, CancellationToken cancellation)
    {
        PtnetDevice? device;
        lock (_gate)
        {
            device = _devices.GetValueOrDefault(request.Port);
        }

        if (device is null && request.Operation == "delete")
        {
            return ValueTask.FromResult(new PortControlResponse(0, 0)); // of a host that died: nothing of it is left
        }

        if (device is null)
        {
            throw new AgentErrorException(ErrorCodes.NotFound, $"There is no port '{request.Port}'.");
        }

        PtnetOperation operation = PtnetRequest.OperationOf(request.Operation)
            ?? throw new AgentErrorException(ErrorCodes.BadField, $"port-control: there is no operation '{request.Operation}'.");
        PtnetReply reply = device.Execute(new PtnetRequest(operation, request.Value, request.Ring));
        if (reply.Reason is { } reason)
        {
            _log(new GuestLogEntry(true, $"port {request.Port}", reason));
        }

        return ValueTask.FromResult(new PortControlResponse((uint)reply.Errno, reply.Value));
    }

    void IAgentHost.OnEvent(Event message, ActivityContext? trace)
    {
        switch (message)
        {
            case LogEvent entry:
                _log(new GuestLogEntry(entry.Level >= LogLevel.Warning, entry.Source, entry.Text));
                break;
            case PortFaultEvent fault:
                _log(new GuestLogEntry(true, $"port {fault.Port}", fault.Text));
                break;
            case SegmentEvent segment:
                _log(new GuestLogEntry(segment.Phase == SegmentPhase.Failed, segment.Stage is { } stage ? $"stage {stage}" : "segment", segment.Text));
                if (segment.Phase == SegmentPhase.Failed)
                {
                    _failed(segment.Text);
                }

                break;
            case DroppedEvent dropped:
                _log(new GuestLogEntry(true, "agent", $"left out {string.Join(", ", dropped.Counts.Select(count => $"{count.Value} {count.Key}"))}"));
                break;
        }
    }

    private static DesiredState Desire(GuestWork work)
    {
        var options = new Dictionary<string, string> { ["base"] = work.Plan.BaseDirectory, ["file"] = work.Plan.File };
        if (work.Policy is { } policy)
        {
            options.Add("policy", policy.ToString().ToLowerInvariant());
        }

        return new DesiredState(
            [.. work.Devices.Select(port => RequestFor(port.Key, port.Value))],
            [new DesiredSegment(new DeployRequest(work.Document.Segment, work.Document.Text) { Options = options }, [.. work.Devices.Keys])]);
    }

    private static AttachRequest RequestFor(string name, PtnetDevice device) =>
        new(name, new RegionReference(device.Region.MemId, device.Region.SharedGeneration, (ulong)device.Region.FileSize), device.Configuration.ToBytes())
        {
            Descriptors = [.. device.Descriptors.Select(descriptor => new PortDescriptor(RoleOf(descriptor.Role), (uint?)descriptor.Ring))],
        };

    private static DescriptorRole RoleOf(PtnetDescriptorRole role) => role switch
    {
        PtnetDescriptorRole.Region => DescriptorRole.Region,
        PtnetDescriptorRole.Kick => DescriptorRole.Kick,
        _ => DescriptorRole.Notify,
    };

    private async Task OpenCountersAsync(CancellationToken cancellation)
    {
        if (Counters is null)
        {
            (_, SafeFileHandle table) = await Client.CounterTableAsync(cancellation).ConfigureAwait(false);
            Counters = CounterTable.OpenForReading(table);
        }
    }

    private async Task CarryOutAsync(ResyncStep step, DesiredState desired, GuestWork work, CancellationToken cancellation)
    {
        switch (step.Action)
        {
            case ResyncAction.Stop:
                await Client.AskAsync(new StopRequest(step.Name, TimeSpan.Zero), cancellation).ConfigureAwait(false);
                break;
            case ResyncAction.Remove:
                await Client.AskAsync(new RemoveRequest(step.Name), cancellation).ConfigureAwait(false);
                break;
            case ResyncAction.Detach:
                await Client.AskAsync(new DetachRequest(step.Name), cancellation).ConfigureAwait(false);
                break;
            case ResyncAction.Attach:
                SafeHandle[] descriptors = [.. work.Devices[step.Name].Descriptors.Select(descriptor => descriptor.Handle)];
                await Client.AttachAsync(desired.Ports.First(port => port.Port == step.Name), descriptors, cancellation).ConfigureAwait(false);
                break;
            case ResyncAction.Deploy:
                DeployResponse deployed = await Client.AskAsync(desired.Segments[0].Deploy, cancellation).ConfigureAwait(false);
                foreach (string warning in deployed.Warnings)
                {
                    _log(new GuestLogEntry(true, "agent", warning));
                }

                break;
            case ResyncAction.Start:
                await Client.AskAsync(new StartRequest(step.Name), cancellation).ConfigureAwait(false);
                break;
        }
    }

    private async Task<TResponse> AskAsync<TResponse>(RequestOf<TResponse> request, CancellationToken cancellation)
        where TResponse : Response
    {
        try
        {
            return await Client.AskAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AgentErrorException or ProtocolException)
        {
            throw new IOException($"'{request.Type}' was refused: {e.Message}", e);
        }
    }
}
