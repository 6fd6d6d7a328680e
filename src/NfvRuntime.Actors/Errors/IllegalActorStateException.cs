namespace NfvRuntime.Actors;

/// <summary>An actor asked for something that cannot be done in its state.</summary>
public class IllegalActorStateException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What, and why not.</param>
    public IllegalActorStateException(string message)
        : base(message)
    {
    }
}
