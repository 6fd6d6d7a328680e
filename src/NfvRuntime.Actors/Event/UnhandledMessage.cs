namespace NfvRuntime.Actors.Event;

/// <summary>A message that its receiver did not handle.</summary>
public sealed class UnhandledMessage : AllDeadLetters
{
    /// <summary>Makes the record.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="recipient">Who did not handle it.</param>
    public UnhandledMessage(object message, IActorRef sender, IActorRef recipient)
        : base(message, sender, recipient)
    {
    }
}
