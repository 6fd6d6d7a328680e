namespace NfvRuntime.Actors;

/// <summary>What an actor fails with when it receives <see cref="Kill"/>. The default decider stops it.</summary>
public class ActorKilledException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    public ActorKilledException(string message)
        : base(message)
    {
    }
}
