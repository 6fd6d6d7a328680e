using System.Diagnostics;
using NfvRuntime.Guests.Protocol;

namespace NfvRuntime.Agent.Events;

/// <summary>Carries out a request within the trace that it belongs to, so that what the agent asks back belongs to it, too.</summary>
internal static class RequestTrace
{
    /// <returns>To be disposed of at the end; null where the request belongs to no trace.</returns>
    public static Activity? Begin(Request request, RequestContext context) => context.Trace is { } parent
        ? new Activity(request.Type).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start()
        : null;
}
