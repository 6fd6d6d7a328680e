namespace NfvRuntime.Actors.Islands;

/// <summary>Something sent to an island from another thread.</summary>
/// <param name="target">The receiver; null for the island itself.</param>
/// <param name="message">A message or a <see cref="Signal"/>; for the island, what it knows to be its own.</param>
/// <param name="sender">Who sent the message.</param>
internal readonly struct Post(ActorCell? target, object message, IActorRef? sender)
{
    public readonly ActorCell? Target = target;
    public readonly object Message = message;
    public readonly IActorRef? Sender = sender;
}
