using NfvRuntime.Actors.Configuration;

namespace NfvRuntime.Actors.Event;

/// <summary>Gives whoever wants to write to the log what it needs.</summary>
public static class Logging
{
    /// <summary>A log that writes in an actor's name.</summary>
    /// <param name="context">The actor's context.</param>
    /// <param name="logMessageFormatter">Puts arguments into texts; null for the default.</param>
    public static ILoggingAdapter GetLogger(this IActorContext context, ILogMessageFormatter? logMessageFormatter = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        Type type = (context as ActorCell)?.InstanceType ?? context.Props.Type;
        return new BusLogging(context.System.EventStream, context.Self.Path.ToString(), type, logMessageFormatter);
    }

    /// <summary>A log that writes in somebody's name.</summary>
    /// <param name="system">The system whose log it is.</param>
    /// <param name="logSourceObj">In whose name: a text, a type, or anything with a name.</param>
    /// <param name="logMessageFormatter">Puts arguments into texts; null for the default.</param>
    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(logSourceObj);
        return new BusLogging(system.EventStream, logSourceObj.ToString() ?? "", logSourceObj as Type ?? logSourceObj.GetType(), logMessageFormatter);
    }

    /// <summary>The level from which on a configuration wants events; information and up if it does not say.</summary>
    internal static int LevelOf(Config config) => config.GetString("akka.loglevel")?.ToUpperInvariant() switch
    {
        "DEBUG" => (int)LogLevel.DebugLevel,
        null or "INFO" => (int)LogLevel.InfoLevel,
        "WARNING" => (int)LogLevel.WarningLevel,
        "ERROR" => (int)LogLevel.ErrorLevel,
        "OFF" => (int)LogLevel.ErrorLevel + 1,
        var other => throw new ConfigurationException($"akka.loglevel = {other}: OFF, ERROR, WARNING, INFO or DEBUG is expected."),
    };
}
