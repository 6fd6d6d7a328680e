using System.Diagnostics;
using System.Runtime.InteropServices;
using NfvRuntime.Guests.Protocol.Connection;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Brings requests to the agent, as long as their host is the newest.</summary>
internal sealed class AgentDispatcher(AgentIdentity identity, IAgent agent, ulong generation) : IConnectionHandler
{
    public async ValueTask<Answer> HandleAsync(Request request, RequestContext context, CancellationToken cancellation)
    {
        if (identity.Generation != generation)
        {
            throw new AgentErrorException(
                ErrorCodes.StaleGeneration, $"A host of generation {identity.Generation} has taken over; this one has {generation}.");
        }

        switch (request)
        {
            case DescribeRequest: return await agent.DescribeAsync(context, cancellation).ConfigureAwait(false);
            case AttachRequest attach: return await agent.AttachAsync(attach, context, cancellation).ConfigureAwait(false);
            case RecallRequest recall:
                (RecallResponse record, IReadOnlyList<SafeHandle> handles) = await agent.RecallAsync(recall, context, cancellation).ConfigureAwait(false);
                return new Answer(record, handles);
            case HoldRequest hold: return await agent.HoldAsync(hold, context, cancellation).ConfigureAwait(false);
            case ReleaseRequest release: await agent.ReleaseAsync(release, context, cancellation).ConfigureAwait(false); break;
            case DeployRequest deploy: return await agent.DeployAsync(deploy, context, cancellation).ConfigureAwait(false);
            case StopRequest stop: return await agent.StopAsync(stop, context, cancellation).ConfigureAwait(false);
            case ExportStateRequest export: return await agent.ExportStateAsync(export, context, cancellation).ConfigureAwait(false);
            case ImportStateRequest import: return await agent.ImportStateAsync(import, context, cancellation).ConfigureAwait(false);
            case CounterLayoutRequest layout: return await agent.CounterLayoutAsync(layout, context, cancellation).ConfigureAwait(false);
            case CounterReadRequest read: return await agent.ReadCountersAsync(read, context, cancellation).ConfigureAwait(false);
            case CounterTableRequest:
                (CounterTableResponse response, SafeHandle table) = await agent.CounterTableAsync(context, cancellation).ConfigureAwait(false);
                return new Answer(response, [table]);
            case DetachRequest detach: await agent.DetachAsync(detach, context, cancellation).ConfigureAwait(false); break;
            case RemoveRequest remove: await agent.RemoveAsync(remove, context, cancellation).ConfigureAwait(false); break;
            case StartRequest start: await agent.StartAsync(start, context, cancellation).ConfigureAwait(false); break;
            case SubscribeRequest subscribe: await agent.SubscribeAsync(subscribe, context, cancellation).ConfigureAwait(false); break;
            case ShutdownRequest shutdown: await agent.ShutdownAsync(shutdown, context, cancellation).ConfigureAwait(false); break;
            default: throw new AgentErrorException(ErrorCodes.OutOfOrder, $"'{request.Type}' is not asked of an agent.");
        }

        return new Done(request.Type);
    }

    public void OnEvent(Event message, ActivityContext? trace) =>
        throw new ProtocolException(ErrorCodes.OutOfOrder, $"A host sends no events, and this one sent '{message.Type}'.");
}
