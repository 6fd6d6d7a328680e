using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors;

/// <summary>Publishes what it is told as <see cref="DeadLetter"/>.</summary>
internal sealed class DeadLetterActorRef(ActorSystemImpl system, ActorPath path) : InternalActorRef
{
    public override ActorPath Path => path;

    public override ActorSystemImpl System => system;

    public override void Tell(object message, IActorRef? sender)
    {
        if (message is null)
        {
            throw new InvalidMessageException("Message is null.");
        }

        system.PublishDeadLetter(message as DeadLetter ?? new DeadLetter(message, sender ?? this, this));
    }

    public override void Signal(Signal signal) => (signal as WatchSignal)?.Refuse();
}
