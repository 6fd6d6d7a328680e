using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <content>Children.</content>
internal sealed partial class ActorCell
{
    private static long _lastUid;

    private readonly Children _children = new();

    private bool IsTerminating => _children.Phase is ChildPhase.Terminating;

    private bool IsWaitingForChildren => _children.Phase is ChildPhase.Recreating or ChildPhase.Creating;

    /// <summary>Makes a child. Any thread for the user guardian; else the cell's own.</summary>
    public IActorRef ActorOf(Props props, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        if (name is not null && !ActorPath.IsValidPathElement(name))
        {
            throw new InvalidActorNameException(
                $"\"{name}\" is no name for an actor: use letters, digits and {ActorPath.ValidSymbols}, do not begin with $, leave no name empty.");
        }

        string reserved = _children.Reserve(name, Ref.Path);
        Island island;
        LocalActorRef child;
        try
        {
            ActorPath path = (Ref.Path / reserved).WithUid(Interlocked.Increment(ref _lastUid));
            props = _system.Deploy(props, path);
            island = _system.Resolve(props.Dispatcher, _island);
            int capacity = Mailboxes.CapacityOf(_system.Config, props.Mailbox);
            island.Admit();
            child = new ActorCell(_system, island, props, Ref, path, capacity).Ref;
        }
        catch
        {
            _children.Release(reserved);
            throw;
        }

        try
        {
            _children.Attach(new ChildStats(child), Ref.Path);
        }
        catch
        {
            island.Dismiss();
            _children.Release(reserved);
            throw;
        }

        child.Signal(new CreateSignal());
        return child;
    }

    public IEnumerable<IActorRef> GetChildren() => Array.ConvertAll<ChildStats, IActorRef>(_children.Snapshot(), static child => child.Child);

    /// <summary>The child of a name; null if there is none. Any thread.</summary>
    public LocalActorRef? FindChild(string name) => _children.Find(name)?.Child;

    /// <summary>What is remembered of the children.</summary>
    public ChildStats[] ChildStats() => _children.Snapshot();

    public IActorRef Child(string name) => _children.Find(name) is { } child ? child.Child : ActorRefs.Nobody;

    public ActorSelection ActorSelection(string actorPath) => _system.Select(actorPath, Ref);

    public ActorSelection ActorSelection(ActorPath actorPath) => _system.ActorSelection(actorPath);

    public void Stop(IActorRef child)
    {
        if (child is Nobody)
        {
            return;
        }

        InternalActorRef reference = InternalActorRef.From(child, nameof(child));
        if (_children.Find(child) is { } stats)
        {
            stats.IsDying = true;
        }

        reference.Signal(new TerminateSignal());
    }

    private static void StopChildren(ChildStats[] children)
    {
        foreach (ChildStats child in children)
        {
            child.IsDying = true;
            child.Child.Signal(new TerminateSignal());
        }
    }

    /// <summary>A child has stopped; what waited for it goes on.</summary>
    private void OnChildStopped(ChildStats child)
    {
        switch (_children.Remove(child))
        {
            case ChildPhase.Recreating:
                FinishRecreate();
                break;
            case ChildPhase.Creating:
                FinishCreate();
                break;
            case ChildPhase.Terminating:
                FinishTerminate();
                break;
            default:
                break;
        }
    }
}
