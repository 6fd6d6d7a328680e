using System.Collections.Concurrent;
using System.Diagnostics;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Agent.Tests;

/// <summary>A host that serves the control registers of its devices, and keeps what it is told.</summary>
internal sealed class LabHost : IAgentHost
{
    public ConcurrentDictionary<string, PtnetDevice> Devices { get; } = new();

    public ConcurrentQueue<Event> Events { get; } = new();

    /// <summary>Port, operation, and the trace that it came with.</summary>
    public ConcurrentQueue<(string Port, string Operation, ActivityContext? Trace)> Asked { get; } = new();

    public void Admit(HelloRequest hello)
    {
    }

    public ValueTask<PortControlResponse> ControlPortAsync(PortControlRequest request, RequestContext context, CancellationToken cancellation)
    {
        Asked.Enqueue((request.Port, request.Operation, context.Trace));
        PtnetReply reply = Devices[request.Port].Execute(new PtnetRequest(PtnetRequest.OperationOf(request.Operation)!.Value, request.Value, request.Ring));
        return new(new PortControlResponse((uint)reply.Errno, reply.Value));
    }

    public void OnEvent(Event message, ActivityContext? trace) => Events.Enqueue(message);
}
