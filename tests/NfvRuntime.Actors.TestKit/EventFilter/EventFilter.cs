using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors.TestKit;

/// <summary>Takes log events of a kind, and counts them.</summary>
internal sealed class EventFilter(string description, Func<LogEvent, bool> matches)
{
    public event Action? Matched;

    public bool Apply(LogEvent entry)
    {
        if (!matches(entry))
        {
            return false;
        }

        Matched?.Invoke();
        return true;
    }

    public override string ToString() => description;
}
