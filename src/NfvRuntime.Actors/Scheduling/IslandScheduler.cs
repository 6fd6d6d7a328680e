using System.Diagnostics;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <summary>Keeps each timer on the island that asked for it, so that setting one there takes no lock; other threads use the control island.</summary>
internal sealed class IslandScheduler(Island control) : IScheduler
{
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(delay, 0, receiver, message, sender, cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        Add(initialDelay, TimerEntry.ToTicks(interval), receiver, message, sender, cancelable);
    }

    private void Add(TimeSpan delay, long interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        var entry = new TimerEntry(receiver, message, sender, interval, cancelable) { Due = Stopwatch.GetTimestamp() + TimerEntry.ToTicks(delay) };
        (Island.Current ?? control).AddTimer(entry);
    }
}
