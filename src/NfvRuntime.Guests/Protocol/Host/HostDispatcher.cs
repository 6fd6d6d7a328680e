using System.Diagnostics;
using NfvRuntime.Guests.Protocol.Connection;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Brings what an agent asks and tells to the host.</summary>
internal sealed class HostDispatcher(IAgentHost host) : IConnectionHandler
{
    public async ValueTask<Answer> HandleAsync(Request request, RequestContext context, CancellationToken cancellation) =>
        request is PortControlRequest control
            ? await host.ControlPortAsync(control, context, cancellation).ConfigureAwait(false)
            : throw new AgentErrorException(ErrorCodes.OutOfOrder, $"'{request.Type}' is not asked of a host.");

    public void OnEvent(Event message, ActivityContext? trace) => host.OnEvent(message, trace);
}
