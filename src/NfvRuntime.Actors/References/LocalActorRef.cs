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
    private readonly bool _traced = island.Options.CarriesActivities;

    public override ActorPath Path => path;

    public override ActorSystemImpl System => _cell.SystemImpl;

    public override InternalActorRef? ParentRef => _cell.ParentRef;

    public override IEnumerable<InternalActorRef> ChildRefs => Array.ConvertAll<ChildStats, InternalActorRef>(_cell.ChildStats(), static child => child.Child);

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
            _inbox.Post(_cell, _traced ? Tracing.Wrap(message!) : message!, sender);
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
            _inbox.Post(_cell, _traced ? Tracing.Wrap(message!) : message!, here is null ? ImplicitSender.Outside : here.Running?.Ref);
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

    public override InternalActorRef? FindChild(string name) => _cell.FindChild(name);

    private static void RefuseNull() => throw new InvalidMessageException("Message is null.");
}
