namespace NfvRuntime.Actors.Event;

/// <summary>Writes to the log in somebody's name. Any thread.</summary>
public interface ILoggingAdapter
{
    /// <summary>Puts arguments into texts.</summary>
    ILogMessageFormatter Formatter { get; }

    /// <summary>Whether debug events are wanted.</summary>
    bool IsDebugEnabled { get; }

    /// <summary>Whether information is wanted.</summary>
    bool IsInfoEnabled { get; }

    /// <summary>Whether warnings are wanted.</summary>
    bool IsWarningEnabled { get; }

    /// <summary>Whether errors are wanted.</summary>
    bool IsErrorEnabled { get; }

    /// <summary>Whether events of a level are wanted.</summary>
    /// <param name="logLevel">The level.</param>
    bool IsEnabled(LogLevel logLevel);

    /// <summary>Writes, if the level is wanted.</summary>
    /// <param name="logLevel">The level.</param>
    /// <param name="cause">What was thrown, if anything.</param>
    /// <param name="format">What happened.</param>
    void Log(LogLevel logLevel, Exception? cause, string format);
}
