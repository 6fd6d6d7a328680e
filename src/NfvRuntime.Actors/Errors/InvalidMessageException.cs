namespace NfvRuntime.Actors;

/// <summary>A message that cannot be sent: null.</summary>
public class InvalidMessageException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong.</param>
    public InvalidMessageException(string message)
        : base(message)
    {
    }
}
