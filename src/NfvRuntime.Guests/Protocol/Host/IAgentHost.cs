using System.Diagnostics;

namespace NfvRuntime.Guests.Protocol;

/// <summary>What a host does with what one of its agents asks and tells.</summary>
public interface IAgentHost
{
    /// <summary>Looks at an agent that says hello.</summary>
    /// <param name="hello">What it says. Nothing in it is proven; the transport's peer is.</param>
    /// <exception cref="AgentErrorException">The host refuses it.</exception>
    void Admit(HelloRequest hello);

    /// <summary>The agent works a port's control register. Called by one task at a time.</summary>
    /// <exception cref="AgentErrorException">It has no such port.</exception>
    ValueTask<PortControlResponse> ControlPortAsync(PortControlRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>The agent tells something. Called by one task at a time; must not wait.</summary>
    /// <param name="message">What it tells.</param>
    /// <param name="trace">The trace it belongs to.</param>
    void OnEvent(Event message, ActivityContext? trace);
}
