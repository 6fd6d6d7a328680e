namespace NfvRuntime.Actors.Event;

/// <summary>Puts arguments in the places {0}, {1} and so on.</summary>
public class DefaultLogMessageFormatter : ILogMessageFormatter
{
    /// <summary>The only one.</summary>
    public static readonly DefaultLogMessageFormatter Instance = new();

    private DefaultLogMessageFormatter()
    {
    }

    /// <inheritdoc/>
    public string Format(string format, params object[] args) => args is { Length: > 0 } ? string.Format(format, args) : format;
}
