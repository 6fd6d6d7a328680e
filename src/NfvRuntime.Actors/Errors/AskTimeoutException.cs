namespace NfvRuntime.Actors;

/// <summary>No answer came in time.</summary>
public class AskTimeoutException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">How long was waited.</param>
    public AskTimeoutException(string message)
        : base(message)
    {
    }
}
