using NfvRuntime.Guests.Protocol;

namespace NfvRuntime.Agent.Events;

/// <summary>What the host is told without asking. Any thread; nobody who tells something waits.</summary>
/// <param name="post">Sends an event, if there is a host.</param>
internal sealed class EventOutlet(Func<Event, bool> post)
{
    private const int MostText = 4096;

    private volatile int _least = int.MaxValue;

    /// <summary>Which entries the host wants; null for none.</summary>
    public void Subscribe(LogLevel? least) => _least = least is { } level ? (int)level : int.MaxValue;

    public void Post(Event message) => post(message);

    /// <summary>Tells an entry of a segment's log.</summary>
    public void Log(string segment, ActorEvents.LogEvent entry)
    {
        LogLevel level = entry.LogLevel() switch
        {
            ActorEvents.LogLevel.DebugLevel => LogLevel.Debug,
            ActorEvents.LogLevel.InfoLevel => LogLevel.Info,
            ActorEvents.LogLevel.WarningLevel => LogLevel.Warning,
            _ => LogLevel.Error,
        };
        Log(level, $"{segment}/{entry.LogSource}", $"{entry.Message}", entry.Timestamp);
    }

    /// <summary>Tells an entry of the agent's own log.</summary>
    public void Log(LogLevel level, string source, string text) => Log(level, source, text, DateTime.UtcNow);

    private void Log(LogLevel level, string source, string text, DateTime time)
    {
        if ((int)level >= _least)
        {
            post(new LogEvent(time, level, Cut(source, 60), Cut(text, MostText)));
        }
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
