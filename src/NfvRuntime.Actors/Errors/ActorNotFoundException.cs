namespace NfvRuntime.Actors;

/// <summary>A selection found no actor.</summary>
public class ActorNotFoundException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    public ActorNotFoundException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was looked for.</param>
    /// <param name="innerException">What led to it.</param>
    public ActorNotFoundException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
