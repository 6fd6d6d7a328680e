namespace NfvRuntime.Actors.Event;

/// <summary>A message to an actor that has stopped.</summary>
public sealed class DeadLetter : AllDeadLetters
{
    /// <summary>Makes the record.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="recipient">For whom it was.</param>
    public DeadLetter(object message, IActorRef sender, IActorRef recipient)
        : base(message, sender, recipient)
    {
    }
}
