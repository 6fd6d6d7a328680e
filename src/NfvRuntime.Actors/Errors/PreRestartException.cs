namespace NfvRuntime.Actors;

/// <summary>An actor threw in <c>PreRestart</c>. It is restarted all the same; the exception is only logged.</summary>
public class PreRestartException : ActorInitializationException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="actor">The actor.</param>
    /// <param name="restartException">What <c>PreRestart</c> threw.</param>
    /// <param name="cause">The failure that led to the restart.</param>
    /// <param name="optionalMessage">The message that failed, if it was one.</param>
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
        : base(actor, $"PreRestart threw {restartException?.GetType().Name} while restarting after {cause?.GetType().Name}", restartException)
    {
        RestartException = restartException;
        OptionalMessage = optionalMessage;
    }

    /// <summary>What <c>PreRestart</c> threw.</summary>
    public Exception? RestartException { get; }

    /// <summary>The message that failed, if it was one.</summary>
    public object? OptionalMessage { get; }
}
