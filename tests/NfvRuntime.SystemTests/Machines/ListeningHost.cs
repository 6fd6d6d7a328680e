using System.Diagnostics;
using NfvRuntime.Guests.Protocol;

namespace NfvRuntime.SystemTests.Machines;

/// <summary>A host without ports, which keeps what its agent said of itself.</summary>
internal sealed class ListeningHost : IAgentHost
{
    public HelloRequest? Hello { get; private set; }

    public void Admit(HelloRequest hello) => Hello = hello;

    public ValueTask<PortControlResponse> ControlPortAsync(PortControlRequest request, RequestContext context, CancellationToken cancellation) =>
        throw new AgentErrorException(ErrorCodes.NotFound, "this host has no ports");

    public void OnEvent(Event message, ActivityContext? trace)
    {
    }
}
