using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors;

/// <summary>A place in the tree where no actor is: answers <see cref="Identify"/>, and publishes what else it is told as dead letter.</summary>
internal sealed class EmptyActorRef(ActorSystemImpl system, ActorPath path) : InternalActorRef
{
    public override ActorPath Path => path;

    public override ActorSystemImpl System => system;

    public override void Tell(object message, IActorRef? sender)
    {
        if (message is Identify identify)
        {
            sender?.Tell(new ActorIdentity(identify.MessageId, null), this);
        }
        else
        {
            system.PublishDeadLetter(new DeadLetter(message, sender ?? system.DeadLetters, this));
        }
    }

    public override void Signal(Signal signal) => (signal as WatchSignal)?.Refuse();
}
