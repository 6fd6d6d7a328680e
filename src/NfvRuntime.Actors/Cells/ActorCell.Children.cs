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

        Island island = _system.Resolve(props.Dispatcher, _island);
        string reserved = _children.Reserve(name, Ref.Path);
        LocalActorRef child;
        try
        {
            ActorPath path = (Ref.Path / reserved).WithUid(Interlocked.Increment(ref _lastUid));
            island.Admit();
            child = new ActorCell(_system, island, props, Ref, path).Ref;
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

    public IActorRef Child(string name) => _children.Find(name) is { } child ? child.Child : ActorRefs.Nobody;

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
