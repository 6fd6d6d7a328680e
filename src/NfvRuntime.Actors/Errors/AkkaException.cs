namespace NfvRuntime.Actors;

/// <summary>Base of the exceptions that the actor engine itself throws or hands to supervisors.</summary>
public abstract class AkkaException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    protected AkkaException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="cause">What led to it, if anything did.</param>
    protected AkkaException(string? message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
