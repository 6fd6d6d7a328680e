using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Protocol.Connection;
using NfvRuntime.Guests.Protocol.Framing;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Protocol;

/// <summary>
/// The host's side of one connection. Any thread. Every request may fail with <see cref="AgentErrorException"/> (the agent refuses or
/// could not), <see cref="ConnectionLostException"/> (it ended before the answer), or <see cref="ProtocolException"/> (it cannot be sent).
/// </summary>
public sealed class AgentClient : IAsyncDisposable
{
    private readonly AgentConnection _connection;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _heartbeats;

    private AgentClient(AgentConnection connection, HelloRequest agent, HelloResponse answer, AgentOptions options)
    {
        _connection = connection;
        Agent = agent;
        Session = answer;
        using (ExecutionContext.SuppressFlow())
        {
            _heartbeats = Task.Run(() => BeatAsync(options));
        }
    }

    /// <summary>What the agent said of itself.</summary>
    public HelloRequest Agent { get; }

    /// <summary>What the host answered: version, generation, common capabilities.</summary>
    public HelloResponse Session { get; }

    /// <summary>How the connection ended; never fails.</summary>
    public Task<ConnectionLostException> Completion => _connection.Completion;

    /// <summary>Events of types that this version does not know, which were passed over.</summary>
    public long UnknownEvents => _connection.UnknownEvents;

    /// <summary>Waits for an agent's hello and answers it.</summary>
    /// <param name="transport">Connected to the agent; closed with the connection, also if this fails.</param>
    /// <param name="identity">Who the host is.</param>
    /// <param name="host">What it does.</param>
    /// <param name="options">How it behaves.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="AgentErrorException">The agent was refused, and told so.</exception>
    /// <exception cref="ProtocolException">What connected is no agent of this protocol.</exception>
    /// <exception cref="IOException">The transport failed, or the peer is gone.</exception>
    /// <exception cref="TimeoutException">No hello came in time.</exception>
    public static async Task<AgentClient> AcceptAsync(
        AgentTransport transport, HostIdentity identity, IAgentHost host, AgentOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new AgentOptions();
        var channel = new FrameChannel(transport);
        try
        {
            (HelloRequest agent, HelloResponse answer) =
                await Handshake.AcceptAsync(channel, identity, host, options, cancellation).ConfigureAwait(false);
            ConnectionSettings settings = Handshake.Settings(options, (int)agent.MaxBody, (int)agent.Window, firstId: 1, options.Heartbeat);
            return new AgentClient(AgentConnection.Start(channel, settings, new HostDispatcher(host)), agent, answer, options);
        }
        catch
        {
            await channel.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks what the agent has and does; then <see cref="ResyncPlan.Compare"/>.</summary>
    public Task<ActualState> DescribeAsync(CancellationToken cancellation = default) => AskAsync(new DescribeRequest(), cancellation);

    /// <summary>Gives the agent a port.</summary>
    /// <param name="request">The port, and what each descriptor is.</param>
    /// <param name="descriptors">As many as the request describes; they stay the caller's, who may close them when this returns.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<AttachResponse> AttachAsync(
        AttachRequest request, IReadOnlyList<SafeHandle> descriptors, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfNotEqual(descriptors.Count, request.Descriptors.Count);
        return (AttachResponse)(await _connection.RequestAsync(request, descriptors, cancellation).ConfigureAwait(false)).Body;
    }

    /// <summary>Asks what a port was attached with; the caller closes the descriptors, which stand in the order of the answer's.</summary>
    public async Task<(RecallResponse Response, IReadOnlyList<SafeFileHandle> Descriptors)> RecallAsync(
        RecallRequest request, CancellationToken cancellation = default)
    {
        (Response body, DescriptorSet descriptors) = await _connection.RequestAsync(request, [], cancellation).ConfigureAwait(false);
        return ((RecallResponse)body, [.. Enumerable.Range(0, descriptors.Count).Select(descriptors.Take)]);
    }

    /// <summary>Asks for the counter table itself; the caller closes it.</summary>
    public async Task<(CounterTableResponse Response, SafeFileHandle Table)> CounterTableAsync(CancellationToken cancellation = default)
    {
        (Response body, DescriptorSet descriptors) = await _connection.RequestAsync(new CounterTableRequest(), [], cancellation).ConfigureAwait(false);
        return ((CounterTableResponse)body, descriptors.Take(0));
    }

    /// <summary>Asks anything else; see the types derived from <see cref="RequestOf{TResponse}"/>.</summary>
    /// <exception cref="ArgumentException">The request has descriptors, or its answer.</exception>
    public async Task<TResponse> AskAsync<TResponse>(RequestOf<TResponse> request, CancellationToken cancellation = default)
        where TResponse : Response
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.DescriptorCount > 0 || request is CounterTableRequest or RecallRequest)
        {
            throw new ArgumentException($"'{request.Type}' has a method of its own, for its descriptors.", nameof(request));
        }

        return (TResponse)(await _connection.RequestAsync(request, [], cancellation).ConfigureAwait(false)).Body;
    }

    /// <summary>
    /// Ends the connection; not to be called by <see cref="IAgentHost"/>. The agent goes on with what it has, and connects again.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        await _heartbeats.ConfigureAwait(false);
        _closing.Dispose();
    }

    /// <summary>One at a time: an agent that does not answer gets no second one, and falls silent.</summary>
    private async Task BeatAsync(AgentOptions options)
    {
        try
        {
            for (ulong beat = 1; ; beat++)
            {
                await Task.Delay(options.Heartbeat, options.Time, _closing.Token).ConfigureAwait(false);
                await _connection.RequestAsync(new HeartbeatRequest(beat), [], _closing.Token).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ConnectionLostException or ProtocolException or AgentErrorException)
        {
            // The connection has ended, and says itself why; or the agent answers heartbeats with errors, and will fall silent.
        }
    }
}
