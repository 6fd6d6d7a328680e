namespace NfvRuntime.Actors;

/// <summary>A message in a mailbox.</summary>
/// <param name="message">The message.</param>
/// <param name="sender">Who sent it; null for nobody.</param>
internal readonly struct Envelope(object message, IActorRef? sender)
{
    public readonly object Message = message;
    public readonly IActorRef? Sender = sender;
}
