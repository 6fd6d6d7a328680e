using NfvRuntime.Guests.Protocol.Connection;
using NfvRuntime.Guests.Protocol.Framing;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Protocol;

/// <summary>The agent's side of one connection. Any thread.</summary>
public sealed class AgentServer : IAsyncDisposable
{
    private readonly AgentConnection _connection;

    private AgentServer(AgentConnection connection, HelloResponse host)
    {
        _connection = connection;
        Host = host;
    }

    /// <summary>What the host answered to the hello.</summary>
    public HelloResponse Host { get; }

    /// <summary>How the connection ended; never fails.</summary>
    public Task<ConnectionLostException> Completion => _connection.Completion;

    /// <summary>Says hello, and serves the host from then on.</summary>
    /// <param name="transport">Connected to the host; closed with the connection, also if this fails.</param>
    /// <param name="identity">Who the agent is.</param>
    /// <param name="agent">What it does.</param>
    /// <param name="options">How it behaves.</param>
    /// <param name="cancellation">Gives up saying hello.</param>
    /// <exception cref="AgentErrorException">The host refuses this agent.</exception>
    /// <exception cref="ProtocolException">What answers is no host of this protocol.</exception>
    /// <exception cref="IOException">The transport failed, or the peer is gone.</exception>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    public static async Task<AgentServer> ConnectAsync(
        AgentTransport transport, AgentIdentity identity, IAgent agent, AgentOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(identity);
        options ??= new AgentOptions();
        var channel = new FrameChannel(transport);
        try
        {
            HelloResponse host = await Handshake.OpenAsync(channel, identity, options, cancellation).ConfigureAwait(false);
            ConnectionSettings settings =
                Handshake.Settings(options, (int)host.MaxBody, (int)host.Window, firstId: Handshake.HelloId + 1, host.Heartbeat);
            return new AgentServer(AgentConnection.Start(channel, settings, new AgentDispatcher(identity, agent, host.Generation)), host);
        }
        catch
        {
            await channel.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Tells the host. Never waits.</summary>
    /// <returns>False if this event, or an older one in its favour, was left out; or the connection has ended.</returns>
    /// <exception cref="ProtocolException">It cannot be sent, for example because it is too large.</exception>
    public bool Post(Event message) => _connection.Post(message);

    /// <summary>Works a port's control register.</summary>
    /// <exception cref="AgentErrorException">The host answered with an error.</exception>
    /// <exception cref="ConnectionLostException">The connection ended.</exception>
    public async Task<PortControlResponse> ControlPortAsync(PortControlRequest request, CancellationToken cancellation = default) =>
        (PortControlResponse)(await _connection.RequestAsync(request, [], cancellation).ConfigureAwait(false)).Body;

    /// <summary>
    /// Ends the connection, and waits for the request that is being carried out: not to be called by <see cref="IAgent"/>.
    /// </summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
