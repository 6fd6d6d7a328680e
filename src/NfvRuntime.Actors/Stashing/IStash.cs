namespace NfvRuntime.Actors;

/// <summary>
/// Messages that an actor has put aside. They go back to the front of its mailbox, in their order, when it unstashes them, and by
/// themselves when it is restarted or stops. To be used by the actor alone.
/// </summary>
public interface IStash
{
    /// <summary>How many messages it holds.</summary>
    int Count { get; }

    /// <summary>Whether it holds none.</summary>
    bool IsEmpty { get; }

    /// <summary>Whether it holds any.</summary>
    bool NonEmpty { get; }

    /// <summary>Whether it can take no more.</summary>
    bool IsFull { get; }

    /// <summary>How many messages it can hold; negative for no limit.</summary>
    int Capacity { get; }

    /// <summary>Puts the message that is processed now aside.</summary>
    /// <exception cref="IllegalActorStateException">The message has been stashed already.</exception>
    /// <exception cref="StashOverflowException">The stash is full.</exception>
    void Stash();

    /// <summary>Puts the oldest message back to the front of the mailbox; nothing happens if there is none.</summary>
    void Unstash();

    /// <summary>Puts all messages back to the front of the mailbox.</summary>
    void UnstashAll();

    /// <summary>Puts back the messages for which a condition holds, and forgets the others.</summary>
    /// <param name="predicate">The condition.</param>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Empties the stash.</summary>
    /// <returns>What it held.</returns>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages in front of those that are stashed.</summary>
    /// <param name="envelopes">The messages, the oldest first.</param>
    void Prepend(IEnumerable<Envelope> envelopes);
}
