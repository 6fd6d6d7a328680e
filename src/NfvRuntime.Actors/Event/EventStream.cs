namespace NfvRuntime.Actors.Event;

/// <summary>Carries events to the actors that subscribed to their type, and log events to the log. Any thread.</summary>
public class EventStream
{
    private readonly Lock _change = new();
    private (IActorRef Subscriber, Type Channel)[] _subscriptions = [];
    private Action<LogEvent> _log = static entry => Console.Error.WriteLine(entry);

    internal EventStream(int level) => Level = level;

    /// <summary>The level from which on log events are wanted.</summary>
    internal int Level { get; }

    /// <summary>Subscribes an actor to all events of a type and of the types derived from it.</summary>
    /// <param name="subscriber">Who is told.</param>
    /// <param name="channel">The type.</param>
    /// <returns>False if it was subscribed already.</returns>
    public virtual bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        lock (_change)
        {
            if (Array.IndexOf(_subscriptions, (subscriber, channel)) >= 0)
            {
                return false;
            }

            _subscriptions = [.. _subscriptions, (subscriber, channel)];
            return true;
        }
    }

    /// <summary>Ends one subscription.</summary>
    /// <param name="subscriber">Who was told.</param>
    /// <param name="channel">The type.</param>
    /// <returns>False if there was none.</returns>
    public virtual bool Unsubscribe(IActorRef subscriber, Type channel) => Remove(s => s.Subscriber.Equals(subscriber) && s.Channel == channel);

    /// <summary>Ends all subscriptions of an actor.</summary>
    /// <param name="subscriber">Who was told.</param>
    /// <returns>False if there was none.</returns>
    public virtual bool Unsubscribe(IActorRef subscriber) => Remove(s => s.Subscriber.Equals(subscriber));

    /// <summary>Publishes an event.</summary>
    /// <param name="event">The event.</param>
    public virtual void Publish(object @event)
    {
        foreach ((IActorRef subscriber, Type channel) in Volatile.Read(ref _subscriptions))
        {
            if (channel.IsInstanceOfType(@event))
            {
                subscriber.Tell(@event, ActorRefs.NoSender);
            }
        }

        if (@event is LogEvent entry && (int)entry.LogLevel() >= Level)
        {
            Volatile.Read(ref _log)(entry);
        }
    }

    /// <summary>Replaces where log events are written, which is standard error.</summary>
    internal void LogTo(Action<LogEvent> sink) => Volatile.Write(ref _log, sink);

    private bool Remove(Predicate<(IActorRef Subscriber, Type Channel)> match)
    {
        lock (_change)
        {
            if (!Array.Exists(_subscriptions, match))
            {
                return false;
            }

            _subscriptions = Array.FindAll(_subscriptions, s => !match(s));
            return true;
        }
    }
}
