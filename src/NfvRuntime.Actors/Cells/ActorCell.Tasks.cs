namespace NfvRuntime.Actors;

/// <content>
/// Asynchronous handlers. What follows an <c>await</c> comes back to the actor as a signal, so it runs on its island, between messages,
/// with its context; other messages wait until the handler has come to its end.
/// </content>
internal sealed partial class ActorCell
{
    private ActorTaskScheduler? _taskScheduler;

    /// <summary>The handler that the messages wait for.</summary>
    private Task? _awaited;

    private IActorRef? _awaitedSender;

    /// <summary>Runs an asynchronous handler up to its end or its first wait.</summary>
    public void RunTask(Func<Task> handler)
    {
        _taskScheduler ??= new ActorTaskScheduler(this);
        var start = new Task<Task>(handler);
        start.RunSynchronously(_taskScheduler);
        Task task = start.GetAwaiter().GetResult();
        if (task.IsCompleted)
        {
            task.GetAwaiter().GetResult();
            return;
        }

        object? message = CurrentMessage;
        _awaited = task;
        _awaitedSender = _sender;
        _state |= CellState.Awaiting;
        task.ContinueWith(
            ended => Ref.Signal(new TaskEndedSignal(ended, message)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Goes on with a handler after its wait.</summary>
    public void ContinueTask(Task task)
    {
        _sender = _awaitedSender;
        _taskScheduler!.Execute(task);
        _sender = null;
    }

    /// <summary>A handler has come to its end.</summary>
    public void EndTask(Task task, object? message)
    {
        if (!ReferenceEquals(task, _awaited))
        {
            return; // The instance that ran it has gone.
        }

        AbandonTask();
        BreakSilence();
        if (!task.IsCompletedSuccessfully)
        {
            Fail(task.Exception is { InnerExceptions: [var single] } ? single : task.Exception ?? (Exception)new TaskCanceledException(task), message);
        }
        else if (_mailbox.Count > 0)
        {
            Schedule(_island);
        }
    }

    private void AbandonTask()
    {
        _awaited = null;
        _awaitedSender = null;
        _state &= ~CellState.Awaiting;
    }
}
