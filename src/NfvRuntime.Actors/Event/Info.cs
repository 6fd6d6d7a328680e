namespace NfvRuntime.Actors.Event;

/// <summary>Something good to know.</summary>
public class Info : LogEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="cause">What was thrown.</param>
    /// <param name="logSource">Where: as a rule, the path of an actor.</param>
    /// <param name="logClass">The type that reports it.</param>
    /// <param name="message">What happened.</param>
    public Info(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}
