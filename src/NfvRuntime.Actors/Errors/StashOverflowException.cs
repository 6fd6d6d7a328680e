namespace NfvRuntime.Actors;

/// <summary>A stash with a limit is full.</summary>
public class StashOverflowException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Whose stash, and which message.</param>
    /// <param name="cause">What led to it.</param>
    public StashOverflowException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
