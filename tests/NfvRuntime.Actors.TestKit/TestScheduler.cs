using NfvRuntime.Actors.Configuration;
using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors.TestKit;

/// <summary>A scheduler whose time is moved by the test. Any thread.</summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<Item, (long Due, long Number)> _items = new();
    private long _number;
    private DateTimeOffset _now = Epoch;

    /// <summary>Called by the system that is configured with it.</summary>
    /// <param name="schedulerConfig">Not used.</param>
    /// <param name="log">Not used.</param>
    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
    }

    /// <inheritdoc/>
    public IAdvancedScheduler Advanced => this;

    /// <inheritdoc/>
    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <inheritdoc/>
    public TimeSpan MonotonicClock => Now - Epoch;

    /// <inheritdoc/>
    public TimeSpan HighResMonotonicClock => MonotonicClock;

    /// <summary>Moves time on, and fires what becomes due, in order.</summary>
    /// <param name="offset">By how much.</param>
    public void Advance(TimeSpan offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, TimeSpan.Zero);
        DateTimeOffset end = Now + offset;
        while (TakeDue(end) is { } item)
        {
            item.Fire();
        }

        lock (_lock)
        {
            _now = end > _now ? end : _now;
        }
    }

    /// <summary>Moves time on to a moment.</summary>
    /// <param name="when">The moment.</param>
    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < Now)
        {
            throw new InvalidOperationException("You can't reverse time...");
        }

        Advance(when - Now);
    }

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(delay, null, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) => Add(delay, null, action, cancelable);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    private void Add(TimeSpan delay, TimeSpan? interval, Action fire, ICancelable? cancelable)
    {
        lock (_lock)
        {
            Enqueue(new Item(_now + delay, interval, fire, cancelable));
        }
    }

    private Item? TakeDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            while (_items.TryPeek(out Item? item, out _) && item.Due <= end)
            {
                _items.Dequeue();
                if (item.Cancelable is not { IsCancellationRequested: true })
                {
                    _now = item.Due > _now ? item.Due : _now;
                    if (item.Interval is { } interval)
                    {
                        Enqueue(item with { Due = item.Due + interval });
                    }

                    return item;
                }
            }

            return null;
        }
    }

    private void Enqueue(Item item) => _items.Enqueue(item, (item.Due.Ticks, _number++));

    private sealed record Item(DateTimeOffset Due, TimeSpan? Interval, Action Fire, ICancelable? Cancelable);
}
