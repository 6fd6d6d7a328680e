namespace NfvRuntime.Actors;

/// <summary>An actor could not be made or started. The default decider stops such an actor.</summary>
public class ActorInitializationException : AkkaException
{
    /// <summary>Makes an exception without an actor.</summary>
    /// <param name="message">What happened.</param>
    public ActorInitializationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception for an actor.</summary>
    /// <param name="actor">The actor that could not be made.</param>
    /// <param name="message">What happened.</param>
    /// <param name="cause">What its constructor or <c>PreStart</c> threw.</param>
    public ActorInitializationException(IActorRef? actor, string message, Exception? cause = null)
        : base(message, cause) => Actor = actor;

    /// <summary>The actor that could not be made; null if there is none, as for a constructor called by hand.</summary>
    public IActorRef? Actor { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Actor is null ? base.ToString() : $"{Actor}: {base.ToString()}";
}
