namespace NfvRuntime.Actors.Event;

/// <summary>Something that the log is told through the event stream.</summary>
public abstract class LogEvent
{
    /// <summary>Stamps the event.</summary>
    protected LogEvent() => Timestamp = DateTime.UtcNow;

    /// <summary>When, in UTC.</summary>
    public DateTime Timestamp { get; }

    /// <summary>What was thrown, if anything.</summary>
    public Exception? Cause { get; protected set; }

    /// <summary>Where: as a rule, the path of an actor.</summary>
    public string LogSource { get; protected set; } = "";

    /// <summary>The type that reports it.</summary>
    public Type LogClass { get; protected set; } = typeof(object);

    /// <summary>What happened.</summary>
    public object Message { get; protected set; } = "";

    /// <summary>How grave it is.</summary>
    public abstract LogLevel LogLevel();

    /// <inheritdoc/>
    public override string ToString()
    {
        string cause = Cause is null ? "" : $"{Environment.NewLine}Cause: {Cause}";
        return $"[{GetType().Name.ToUpperInvariant()}][{Timestamp:O}][{LogSource}] {Message}{cause}";
    }
}
