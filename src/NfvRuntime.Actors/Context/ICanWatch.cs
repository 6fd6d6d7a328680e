namespace NfvRuntime.Actors;

/// <summary>What can watch actors for their end.</summary>
public interface ICanWatch
{
    /// <summary>Asks for one <see cref="Terminated"/> when an actor has stopped, at once if it already has.</summary>
    /// <param name="subject">Whom to watch.</param>
    /// <returns>The watched actor.</returns>
    IActorRef Watch(IActorRef subject);

    /// <summary>Asks for a message of one's own in place of <see cref="Terminated"/>.</summary>
    /// <param name="subject">Whom to watch.</param>
    /// <param name="message">What to be told.</param>
    /// <returns>The watched actor.</returns>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Watches no longer. A notice that is already in the mailbox is not delivered either.</summary>
    /// <param name="subject">Whom not to watch.</param>
    /// <returns>The actor.</returns>
    IActorRef Unwatch(IActorRef subject);
}
