namespace NfvRuntime.Actors;

/// <summary>Something that messages can be sent to.</summary>
public interface ICanTell
{
    /// <summary>
    /// Sends a message: at most once, in order for each pair of sender and receiver, without waiting. May be called by any thread; on the
    /// receiver's own island it takes no lock and allocates nothing.
    /// </summary>
    /// <param name="message">Not to be changed once sent, unless it is handed over for good.</param>
    /// <param name="sender">Who is answered; <see cref="ActorRefs.NoSender"/> for nobody.</param>
    /// <exception cref="InvalidMessageException">The message is null.</exception>
    void Tell(object message, IActorRef? sender);
}
