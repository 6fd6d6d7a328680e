using NfvRuntime.Guests.Protocol;
using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Agent.Ports;

/// <summary>Carries what ports ask of their devices to the host, over the connection that there is. Any thread.</summary>
internal sealed class ControlLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private volatile TaskCompletionSource<AgentServer> _server = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether there is a host.</summary>
    public bool IsConnected => _server.Task.IsCompleted;

    /// <summary>The host is there.</summary>
    public void Connect(AgentServer server) => _server.TrySetResult(server);

    /// <summary>The host is gone.</summary>
    public void Disconnect() => _server = new TaskCompletionSource<AgentServer>(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Works the control register of a port. Waits, so it is not for threads of the pool.</summary>
    /// <returns>What the host answered; an input/output error if it did not.</returns>
    public PtnetReply Ask(string port, PtnetRequest request)
    {
        try
        {
            PortControlResponse answer = AskAsync(new PortControlRequest(port, request.Name, request.Value, request.Ring)).GetAwaiter().GetResult();
            NetmapError error = NetmapErrors.FromErrno((int)answer.Error) ?? NetmapError.InputOutput;
            return new PtnetReply(error, answer.Value, error == NetmapError.None ? null : $"the host refuses: {NetmapErrors.Describe(error)}");
        }
        catch (Exception e) when (e is AgentErrorException or IOException or TimeoutException or ProtocolException)
        {
            return new PtnetReply(NetmapError.InputOutput, 0, $"the host does not answer: {e.Message}");
        }
    }

    private async Task<PortControlResponse> AskAsync(PortControlRequest request)
    {
        // The host's first request may be carried out before the connection is known here.
        AgentServer server = await _server.Task.WaitAsync(Patience).ConfigureAwait(false);
        return await server.ControlPortAsync(request).WaitAsync(Patience).ConfigureAwait(false);
    }
}
