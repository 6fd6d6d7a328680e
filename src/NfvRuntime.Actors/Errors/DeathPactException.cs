namespace NfvRuntime.Actors;

/// <summary>An actor that watched another left its <see cref="Terminated"/> unhandled. The default decider stops it.</summary>
public class DeathPactException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="deadActor">The watched actor.</param>
    public DeathPactException(IActorRef deadActor)
        : base($"Monitored actor [{deadActor}] terminated") => DeadActor = deadActor;

    /// <summary>The watched actor.</summary>
    public IActorRef DeadActor { get; }
}
