namespace NfvRuntime.Actors.Event;

/// <summary>Puts arguments into the text of a log message.</summary>
public interface ILogMessageFormatter
{
    /// <summary>Makes the text.</summary>
    /// <param name="format">The text with places.</param>
    /// <param name="args">What stands in the places.</param>
    string Format(string format, params object[] args);
}
