namespace NfvRuntime.Actors.Islands;

/// <summary>Something sent to an island from another thread; a slot of an <see cref="Inbox"/>.</summary>
/// <param name="target">The receiver; null for the island itself.</param>
/// <param name="message">A message or a <see cref="Signal"/>; for the island, what it knows to be its own.</param>
/// <param name="sender">Who sent the message.</param>
internal struct Post(ActorCell? target, object message, IActorRef? sender)
{
    public ActorCell? Target = target;

    /// <summary>Null in an empty slot.</summary>
    public object Message = message;

    public IActorRef? Sender = sender;
}
