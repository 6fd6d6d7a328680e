namespace NfvRuntime.Actors;

/// <summary>A path cannot be one.</summary>
public class IllegalActorNameException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which, and why.</param>
    public IllegalActorNameException(string message)
        : base(message)
    {
    }
}
