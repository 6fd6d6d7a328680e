using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <summary>
/// A reference to an actor of this process. It never changes, so that threads which tell over it do not meet in a cache line with the
/// island that runs the actor.
/// </summary>
internal sealed class LocalActorRef(ActorCell cell, Island island, ActorPath path) : InternalActorRef
{
    private readonly ActorCell _cell = cell;
    private readonly Island _island = island;
    private readonly Inbox _inbox = island.Inbox;

    public override ActorPath Path => path;

    public override ActorSystemImpl System => _cell.SystemImpl;

    public Island Island => _island;

    public ActorCell Cell => _cell;

    public override void Tell(object message, IActorRef? sender)
    {
        if (message is null)
        {
            RefuseNull();
        }

        Island? here = Island.Current;
        if (ReferenceEquals(here, _island))
        {
            _cell.TellLocal(here!, message!, sender);
        }
        else
        {
            _inbox.Post(_cell, message!, sender);
        }
    }

    /// <summary>Tells as the actor that runs on this thread.</summary>
    public void TellFromHere(object message)
    {
        if (message is null)
        {
            RefuseNull();
        }

        Island? here = Island.Current;
        if (ReferenceEquals(here, _island))
        {
            _cell.TellLocal(here!, message!, here!.Running?.Ref);
        }
        else
        {
            _inbox.Post(_cell, message!, here?.Running?.Ref);
        }
    }

    public override void Signal(Signal signal)
    {
        if (_island.IsCurrent)
        {
            _cell.SignalLocal(_island, signal);
        }
        else
        {
            _inbox.Post(_cell, signal, ActorRefs.NoSender);
        }
    }

    private static void RefuseNull() => throw new InvalidMessageException("Message is null.");
}
