using System.Runtime.InteropServices;

namespace NfvRuntime.Guests.Protocol;

/// <summary>
/// What an agent does for its host. Called by one task at a time, in the order in which the host asked; heartbeats are answered meanwhile.
/// Throw <see cref="AgentErrorException"/> to refuse; any other exception is sent as <see cref="ErrorCodes.Failed"/> with its message. The
/// token is cancelled when the connection ends; the next host asks <see cref="DescribeAsync"/> what became of the request.
/// </summary>
public interface IAgent
{
    /// <summary>Says what the agent has and does.</summary>
    ValueTask<ActualState> DescribeAsync(RequestContext context, CancellationToken cancellation);

    /// <summary>Takes a port; its descriptors are in the context.</summary>
    ValueTask<AttachResponse> AttachAsync(AttachRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>Gives a port back.</summary>
    ValueTask DetachAsync(DetachRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>Gives what a port was attached with, and its descriptors, which are closed here when they were sent: give duplicates.</summary>
    ValueTask<(RecallResponse Response, IReadOnlyList<SafeHandle> Descriptors)> RecallAsync(
        RecallRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>Stands still in a region, and says which of its buffers this guest has. Ends by a release, with the connection, or by itself.</summary>
    ValueTask<HoldResponse> HoldAsync(HoldRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>Goes on after a hold.</summary>
    ValueTask ReleaseAsync(ReleaseRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>Builds a segment.</summary>
    ValueTask<DeployResponse> DeployAsync(DeployRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>Takes a segment away.</summary>
    ValueTask RemoveAsync(RemoveRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>Lets a segment move packets.</summary>
    ValueTask StartAsync(StartRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>Ends a segment's traffic.</summary>
    ValueTask<StopResponse> StopAsync(StopRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>Gives a piece of a stage's state.</summary>
    ValueTask<ExportStateResponse> ExportStateAsync(ExportStateRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>Takes a piece of a stage's state.</summary>
    ValueTask<ImportStateResponse> ImportStateAsync(ImportStateRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>Says what the agent counts.</summary>
    ValueTask<CounterLayoutResponse> CounterLayoutAsync(CounterLayoutRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>Gives the counters' values.</summary>
    ValueTask<CounterReadResponse> ReadCountersAsync(CounterReadRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>Gives the counter table as a descriptor, which is closed here when it was sent: give a duplicate.</summary>
    ValueTask<(CounterTableResponse Response, SafeHandle Table)> CounterTableAsync(RequestContext context, CancellationToken cancellation);

    /// <summary>Sets which droppable events the host wants.</summary>
    ValueTask SubscribeAsync(SubscribeRequest request, RequestContext context, CancellationToken cancellation);

    /// <summary>Stops all and gives everything back; the agent's program ends once this is answered.</summary>
    ValueTask ShutdownAsync(ShutdownRequest request, RequestContext context, CancellationToken cancellation);
}
