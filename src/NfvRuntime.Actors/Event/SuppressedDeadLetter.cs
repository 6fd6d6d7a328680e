namespace NfvRuntime.Actors.Event;

/// <summary>A dead letter that is expected and harmless, such as a second <see cref="PoisonPill"/>; only its own subscribers learn of it.</summary>
public sealed class SuppressedDeadLetter : AllDeadLetters
{
    /// <summary>Makes the record.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="recipient">Who was to receive it.</param>
    public SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient)
        : base(message, sender, recipient)
    {
    }
}
