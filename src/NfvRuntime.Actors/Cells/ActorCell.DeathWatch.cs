namespace NfvRuntime.Actors;

/// <content>Death watch.</content>
internal sealed partial class ActorCell
{
    /// <summary>Whom the actor watches, and the message it wants in place of <see cref="Terminated"/>.</summary>
    private Dictionary<IActorRef, object?>? _watching;

    /// <summary>Whose end is in the mailbox. Unwatching takes it out of here, and so makes the notice void.</summary>
    private Dictionary<IActorRef, object?>? _announced;

    private List<InternalActorRef>? _watchers;

    public IActorRef Watch(IActorRef subject) => WatchFor(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return WatchFor(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        InternalActorRef reference = InternalActorRef.From(subject, nameof(subject));
        if (_watching is not null && _watching.Remove(reference))
        {
            reference.Signal(new UnwatchSignal(Ref));
        }

        _announced?.Remove(reference);
        return subject;
    }

    public void AddWatcher(InternalActorRef watcher)
    {
        _watchers ??= [];
        if (!ReferenceEquals(watcher, Ref) && !_watchers.Contains(watcher))
        {
            _watchers.Add(watcher);
        }
    }

    public void RemoveWatcher(InternalActorRef watcher) => _watchers?.Remove(watcher);

    /// <summary>A watched actor or a child has stopped.</summary>
    public void OnDeath(InternalActorRef actor, bool existenceConfirmed)
    {
        ChildStats? child = _children.Find(actor);
        if (_watching is not null && _watching.Remove(actor, out object? instead) && !IsTerminating)
        {
            (_announced ??= [])[actor] = instead;
            Enqueue(_island, new Terminated(actor, existenceConfirmed, addressTerminated: false), actor);
        }

        if (child is not null)
        {
            OnChildStopped(child);
        }
    }

    private IActorRef WatchFor(IActorRef subject, object? message)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject is Nobody)
        {
            throw new ArgumentException("Nobody cannot be watched: there is no actor behind the reference.", nameof(subject));
        }

        InternalActorRef reference = InternalActorRef.From(subject, nameof(subject));
        if (!ReferenceEquals(reference, Ref) && (_watching ??= []).TryAdd(reference, message))
        {
            reference.Signal(new WatchSignal(reference, Ref));
        }

        return subject;
    }

    private void ReceiveTerminated(Terminated terminated)
    {
        if (_announced is not null && _announced.Remove(terminated.ActorRef, out object? instead))
        {
            Deliver(instead ?? terminated);
        }
    }

    /// <summary>A notice goes back from the stash to the mailbox, and is valid once more.</summary>
    private void ReannounceDeath(object message)
    {
        if (message is Terminated terminated)
        {
            (_announced ??= []).TryAdd(terminated.ActorRef, null);
        }
    }

    private void TellWatchers()
    {
        if (_watchers is null)
        {
            return;
        }

        List<InternalActorRef> watchers = _watchers;
        _watchers = null;
        foreach (InternalActorRef watcher in watchers)
        {
            if (!ReferenceEquals(watcher, _parent))
            {
                watcher.Signal(new DeathNotice(Ref, existenceConfirmed: true));
            }
        }
    }

    private void UnwatchAll()
    {
        if (_watching is { Count: > 0 } watching)
        {
            _watching = null;
            foreach (IActorRef watched in watching.Keys)
            {
                ((InternalActorRef)watched).Signal(new UnwatchSignal(Ref));
            }
        }

        _announced = null;
    }
}
