using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Keeps an agent connected: when its host dies, it waits for the next one and goes on with what it has.</summary>
/// <param name="connect">Makes a transport to the host; fails with an <see cref="IOException"/> while there is none.</param>
/// <param name="identity">Who the agent is; the same for every connection.</param>
/// <param name="agent">What it does.</param>
/// <param name="options">How it behaves.</param>
public sealed class AgentRunner(
    Func<CancellationToken, ValueTask<AgentTransport>> connect, AgentIdentity identity, IAgent agent, AgentOptions? options = null)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly AgentOptions _options = options ?? new AgentOptions();
    private volatile AgentServer? _current;

    /// <summary>The connection to the host, or null while there is none.</summary>
    public AgentServer? Current => _current;

    /// <summary>Called with each new connection.</summary>
    public Action<AgentServer>? Connected { get; init; }

    /// <summary>Called with why a connection ended, or could not be made.</summary>
    public Action<Exception>? Lost { get; init; }

    /// <summary>Tells the host if there is one.</summary>
    /// <returns>False if this event, or an older one in its favour, was left out.</returns>
    public bool Post(Event message) => _current?.Post(message) ?? false;

    /// <summary>Runs until it is cancelled.</summary>
    /// <exception cref="AgentErrorException">The host speaks no version that this agent speaks: trying again is of no use.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        TimeSpan pause = FirstPause;
        while (true)
        {
            try
            {
                AgentTransport transport = await connect(cancellation).ConfigureAwait(false);
                await using AgentServer server =
                    await AgentServer.ConnectAsync(transport, identity, agent, _options, cancellation).ConfigureAwait(false);
                pause = FirstPause;
                _current = server;
                Connected?.Invoke(server);
                Lost?.Invoke(await server.Completion.WaitAsync(cancellation).ConfigureAwait(false));
            }
            catch (Exception error) when (error is IOException or ProtocolException or TimeoutException
                || (error is AgentErrorException refused && refused.Code != ErrorCodes.Version))
            {
                Lost?.Invoke(error);
            }
            finally
            {
                _current = null;
            }

            await Task.Delay(pause, _options.Time, cancellation).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
