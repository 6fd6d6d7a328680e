using System.Runtime.ExceptionServices;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <summary>Asking: a message whose answer completes a task. For threads outside; an actor that waits for the task blocks its island.</summary>
public static class Futures
{
    /// <summary>Asks.</summary>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">What.</param>
    /// <param name="timeout">How long to wait; null for ever.</param>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    /// <summary>Asks.</summary>
    /// <typeparam name="T">Type of the answer.</typeparam>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">What.</param>
    /// <param name="timeout">How long to wait; null for ever.</param>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    /// <summary>Asks.</summary>
    /// <typeparam name="T">Type of the answer.</typeparam>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">What.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    /// <summary>Asks.</summary>
    /// <typeparam name="T">Type of the answer.</typeparam>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">What.</param>
    /// <param name="timeout">How long to wait; null for ever.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>
    /// The answer. The task fails with <see cref="AskTimeoutException"/> if none comes in time, with the cause of a
    /// <see cref="Status.Failure"/>, and with <see cref="ArgumentException"/> if the answer is of another type.
    /// </returns>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(self);
        ICanTell place = self is ActorSelection selection ? selection.Anchor : self;
        ActorSystemImpl system = (place as InternalActorRef)?.System ?? Island.Current?.Running?.SystemImpl
            ?? throw new ArgumentException($"{self} belongs to no actor system, so nobody can answer.", nameof(self));
        var promise = new PromiseActorRef(system);
        self.Tell(message, promise);
        return Answer<T>(promise, timeout, cancellationToken);
    }

    private static async Task<T> Answer<T>(PromiseActorRef promise, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        object answer;
        try
        {
            answer = await promise.Result.WaitAsync(timeout ?? Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new AskTimeoutException($"Timeout after {timeout!.Value.TotalSeconds:F2} seconds");
        }

        if (answer is T expected)
        {
            return expected;
        }

        if (answer is Status.Failure failure)
        {
            ExceptionDispatchInfo.Throw(failure.Cause); // With the trace of where it was thrown.
        }

        throw new ArgumentException($"Received message of type [{answer.GetType()}] - Ask expected message of type [{typeof(T)}]");
    }
}
