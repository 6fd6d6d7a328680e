namespace NfvRuntime.Actors;

/// <summary>Takes one message and completes a task with it: the sender of an <c>Ask</c>, the watcher of a <c>GracefulStop</c>.</summary>
internal sealed class PromiseActorRef(ActorSystemImpl system) : InternalActorRef
{
    private static long _count;

    private readonly TaskCompletionSource<object> _promise = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ActorPath Path { get; } = system.TempPath / ("$" + Interlocked.Increment(ref _count));

    public override ActorSystemImpl System => system;

    public Task<object> Result => _promise.Task;

    public override void Tell(object message, IActorRef? sender)
    {
        if (message is null)
        {
            throw new InvalidMessageException("Message is null.");
        }

        if (!_promise.TrySetResult(message))
        {
            system.DeadLetters.Tell(message, sender);
        }
    }

    public override void Signal(Signal signal)
    {
        switch (signal)
        {
            case DeathNotice notice:
                _promise.TrySetResult(new Terminated(notice.Actor, notice.ExistenceConfirmed, addressTerminated: false));
                break;
            case WatchSignal watch:
                watch.Refuse();
                break;
            case TerminateSignal:
                _promise.TrySetResult(new Status.Failure(new ActorKilledException("Stopped")));
                break;
            default:
                break;
        }
    }
}
