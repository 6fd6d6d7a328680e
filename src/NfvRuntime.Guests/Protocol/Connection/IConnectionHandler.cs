using System.Diagnostics;

namespace NfvRuntime.Guests.Protocol.Connection;

/// <summary>What one side does with what the other one asks and tells.</summary>
internal interface IConnectionHandler
{
    /// <summary>Carries a request out; the next waits until this one is done.</summary>
    /// <exception cref="AgentErrorException">It could not be; the peer gets the error.</exception>
    ValueTask<Answer> HandleAsync(Request request, RequestContext context, CancellationToken cancellation);

    /// <summary>Takes an event; must not wait, for nothing else is received meanwhile.</summary>
    void OnEvent(Event message, ActivityContext? trace);
}
