namespace NfvRuntime.Actors.Event;

/// <summary>How grave a log event is.</summary>
public enum LogLevel
{
    /// <summary>For the developer.</summary>
    DebugLevel,

    /// <summary>Worth knowing.</summary>
    InfoLevel,

    /// <summary>May lead to harm.</summary>
    WarningLevel,

    /// <summary>Something failed.</summary>
    ErrorLevel,
}
