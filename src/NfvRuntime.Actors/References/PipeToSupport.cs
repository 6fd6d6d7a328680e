namespace NfvRuntime.Actors;

/// <summary>Sending the result of a task to an actor: how an actor waits for work elsewhere without holding up its island.</summary>
public static class PipeToSupport
{
    /// <summary>Sends the result of a task, or a <see cref="Status.Failure"/>.</summary>
    /// <typeparam name="T">Type of the result.</typeparam>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">To whom.</param>
    /// <param name="sender">From whom; null for the actor that runs on this thread.</param>
    /// <param name="success">Makes the message from the result; null for the result itself.</param>
    /// <param name="failure">Makes the message from the failure; null for <see cref="Status.Failure"/>.</param>
    public static Task PipeTo<T>(
        this Task<T> taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<T, object>? success = null, Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(taskToPipe);
        return Pipe(taskToPipe, () => success is null ? taskToPipe.Result : success(taskToPipe.Result), recipient, sender, failure);
    }

    /// <summary>Sends a message when a task has ended, or a <see cref="Status.Failure"/>.</summary>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">To whom.</param>
    /// <param name="sender">From whom; null for the actor that runs on this thread.</param>
    /// <param name="success">Makes the message; null to send none.</param>
    /// <param name="failure">Makes the message from the failure; null for <see cref="Status.Failure"/>.</param>
    public static Task PipeTo(
        this Task taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<object>? success = null, Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(taskToPipe);
        return Pipe(taskToPipe, () => success?.Invoke(), recipient, sender, failure);
    }

    private static async Task Pipe(Task task, Func<object?> success, ICanTell recipient, IActorRef? sender, Func<Exception, object>? failure)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        IActorRef? from = sender ?? ImplicitSender.Current;
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            recipient.Tell(failure is null ? new Status.Failure(thrown) : failure(thrown), from);
            return;
        }

        if (success() is { } message)
        {
            recipient.Tell(message, from);
        }
    }
}
