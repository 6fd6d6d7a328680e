using System.Diagnostics;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <summary>Keeps each timer on the island that asked for it, so that setting one there takes no lock; other threads use the control island.</summary>
internal sealed class IslandScheduler(ActorSystemImpl system, Island control) : IScheduler, IAdvancedScheduler
{
    private static readonly object Call = new();

    public IAdvancedScheduler Advanced => this;

    public DateTimeOffset Now => DateTimeOffset.UtcNow;

    public TimeSpan MonotonicClock => HighResMonotonicClock;

    public TimeSpan HighResMonotonicClock => Stopwatch.GetElapsedTime(0);

    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) => Add(delay, 0, Receiver(action), Call, null, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        ScheduleTellRepeatedly(initialDelay, interval, Receiver(action), Call, null, cancelable);

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

    private CallReceiver Receiver(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return new CallReceiver(system, action);
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
