namespace NfvRuntime.Guests.Protocol;

/// <summary>How grave a log entry is.</summary>
public enum LogLevel
{
    /// <summary>For who hunts an error.</summary>
    Debug,

    /// <summary>What happens.</summary>
    Info,

    /// <summary>Something to look at.</summary>
    Warning,

    /// <summary>Something that failed.</summary>
    Error,
}
