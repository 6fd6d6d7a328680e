namespace NfvRuntime.Actors;

/// <summary>A name cannot be an actor's name, or a sibling has it already.</summary>
public class InvalidActorNameException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which name, and why.</param>
    public InvalidActorNameException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which name, and why.</param>
    /// <param name="innerException">What led to it.</param>
    public InvalidActorNameException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
