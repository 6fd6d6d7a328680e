namespace NfvRuntime.Actors.Configuration;

/// <summary>A configuration cannot be read, or a value in it is not what is asked for.</summary>
public class ConfigurationException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="exception">What led to it.</param>
    public ConfigurationException(string message, Exception? exception)
        : base(message, exception)
    {
    }
}
