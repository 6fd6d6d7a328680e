namespace NfvRuntime.Actors.Event;

/// <summary>Writing to the log at each level.</summary>
public static class LoggingExtensions
{
    /// <summary>Writes for the developer.</summary>
    /// <param name="log">The log.</param>
    /// <param name="format">What happened; {0} and so on stand for the arguments.</param>
    /// <param name="args">The arguments.</param>
    public static void Debug(this ILoggingAdapter log, string format, params object[] args) => Write(log, LogLevel.DebugLevel, null, format, args);

    /// <summary>Writes what is good to know.</summary>
    /// <param name="log">The log.</param>
    /// <param name="format">What happened; {0} and so on stand for the arguments.</param>
    /// <param name="args">The arguments.</param>
    public static void Info(this ILoggingAdapter log, string format, params object[] args) => Write(log, LogLevel.InfoLevel, null, format, args);

    /// <summary>Writes what may go wrong.</summary>
    /// <param name="log">The log.</param>
    /// <param name="format">What happened; {0} and so on stand for the arguments.</param>
    /// <param name="args">The arguments.</param>
    public static void Warning(this ILoggingAdapter log, string format, params object[] args) =>
        Write(log, LogLevel.WarningLevel, null, format, args);

    /// <summary>Writes what may go wrong.</summary>
    /// <param name="log">The log.</param>
    /// <param name="cause">What was thrown.</param>
    /// <param name="format">What happened; {0} and so on stand for the arguments.</param>
    /// <param name="args">The arguments.</param>
    public static void Warning(this ILoggingAdapter log, Exception cause, string format, params object[] args) =>
        Write(log, LogLevel.WarningLevel, cause, format, args);

    /// <summary>Writes what went wrong.</summary>
    /// <param name="log">The log.</param>
    /// <param name="format">What happened; {0} and so on stand for the arguments.</param>
    /// <param name="args">The arguments.</param>
    public static void Error(this ILoggingAdapter log, string format, params object[] args) => Write(log, LogLevel.ErrorLevel, null, format, args);

    /// <summary>Writes what went wrong.</summary>
    /// <param name="log">The log.</param>
    /// <param name="cause">What was thrown.</param>
    /// <param name="format">What happened; {0} and so on stand for the arguments.</param>
    /// <param name="args">The arguments.</param>
    public static void Error(this ILoggingAdapter log, Exception cause, string format, params object[] args) =>
        Write(log, LogLevel.ErrorLevel, cause, format, args);

    private static void Write(ILoggingAdapter log, LogLevel level, Exception? cause, string format, object[] args)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (log.IsEnabled(level))
        {
            log.Log(level, cause, log.Formatter.Format(format, args));
        }
    }
}
