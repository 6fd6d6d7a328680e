namespace NfvRuntime.Actors.Event;

/// <summary>Subscriptions whose channel is a type argument.</summary>
public static class EventStreamExtensions
{
    /// <summary>Tells an actor every event of a type from now on.</summary>
    /// <typeparam name="TChannel">The type; derived types are included.</typeparam>
    /// <param name="eventStream">The stream.</param>
    /// <param name="subscriber">The actor.</param>
    /// <returns>False if it was subscribed already.</returns>
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(eventStream);
        return eventStream.Subscribe(subscriber, typeof(TChannel));
    }

    /// <summary>Ends one subscription of an actor.</summary>
    /// <typeparam name="TChannel">The type that was subscribed to.</typeparam>
    /// <param name="eventStream">The stream.</param>
    /// <param name="subscriber">The actor.</param>
    /// <returns>False if there was none.</returns>
    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(eventStream);
        return eventStream.Unsubscribe(subscriber, typeof(TChannel));
    }
}
