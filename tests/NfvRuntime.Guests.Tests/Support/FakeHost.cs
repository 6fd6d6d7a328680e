using System.Collections.Concurrent;
using System.Diagnostics;
using NfvRuntime.Guests.Protocol;

namespace NfvRuntime.Guests.Tests;

/// <summary>A host that keeps what it is told.</summary>
internal sealed class FakeHost : IAgentHost
{
    public ConcurrentQueue<Event> Events { get; } = new();

    /// <summary>Called for each event, on the receiving task.</summary>
    public Action<Event>? Told { get; set; }

    public void Admit(HelloRequest hello)
    {
        if (hello.Guest == "stranger") throw new AgentErrorException(ErrorCodes.NotFound, "no guest of that name");
    }

    public ValueTask<PortControlResponse> ControlPortAsync(PortControlRequest request, RequestContext context, CancellationToken cancellation) =>
        new(new PortControlResponse(request.Operation == "create" ? 0u : 22u, request.Value));

    public void OnEvent(Event message, ActivityContext? trace)
    {
        Events.Enqueue(message);
        Told?.Invoke(message);
    }
}
