namespace NfvRuntime.Actors;

/// <summary>The new instance of a restarted actor threw in its constructor or in <c>PostRestart</c>.</summary>
public class PostRestartException : ActorInitializationException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="actor">The actor.</param>
    /// <param name="cause">What the new instance threw.</param>
    /// <param name="originalCause">The failure that led to the restart.</param>
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
        : base(actor, $"the new instance threw {cause?.GetType().Name} after a restart", cause) => OriginalCause = originalCause;

    /// <summary>The failure that led to the restart.</summary>
    public Exception OriginalCause { get; }
}
