namespace NfvRuntime.Actors.Event;

/// <summary>Writes to the log by publishing events.</summary>
internal sealed class BusLogging(EventStream bus, string source, Type type, ILogMessageFormatter? formatter) : ILoggingAdapter
{
    public ILogMessageFormatter Formatter { get; } = formatter ?? DefaultLogMessageFormatter.Instance;

    public bool IsDebugEnabled => IsEnabled(LogLevel.DebugLevel);

    public bool IsInfoEnabled => IsEnabled(LogLevel.InfoLevel);

    public bool IsWarningEnabled => IsEnabled(LogLevel.WarningLevel);

    public bool IsErrorEnabled => IsEnabled(LogLevel.ErrorLevel);

    public bool IsEnabled(LogLevel logLevel) => (int)logLevel >= bus.Level;

    public void Log(LogLevel logLevel, Exception? cause, string format)
    {
        if (IsEnabled(logLevel))
        {
            bus.Publish(logLevel switch
            {
                LogLevel.DebugLevel => new Debug(cause, source, type, format),
                LogLevel.InfoLevel => new Info(cause, source, type, format),
                LogLevel.WarningLevel => new Warning(cause, source, type, format),
                _ => (object)new Error(cause, source, type, format),
            });
        }
    }
}
