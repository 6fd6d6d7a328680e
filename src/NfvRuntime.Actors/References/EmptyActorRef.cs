using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors;

/// <summary>A place in the tree where no actor is: what it is told is a dead letter.</summary>
internal sealed class EmptyActorRef(ActorSystemImpl system, ActorPath path) : InternalActorRef
{
    public override ActorPath Path => path;

    public override ActorSystemImpl System => system;

    public override void Tell(object message, IActorRef? sender) =>
        system.PublishDeadLetter(new DeadLetter(message, sender ?? system.DeadLetters, this));

    public override void Signal(Signal signal) => (signal as WatchSignal)?.Refuse();
}
