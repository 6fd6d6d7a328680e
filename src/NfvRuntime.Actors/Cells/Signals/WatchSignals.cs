namespace NfvRuntime.Actors;

/// <summary>Somebody wants to know when the receiver stops.</summary>
/// <param name="watchee">The receiver.</param>
/// <param name="watcher">Who wants to know.</param>
internal sealed class WatchSignal(InternalActorRef watchee, InternalActorRef watcher) : Signal
{
    public override void Apply(ActorCell cell) => cell.AddWatcher(watcher);

    public override void ApplyToDead(ActorCell cell) => Refuse();

    /// <summary>Answers for an actor that is not there any more.</summary>
    public void Refuse() => watcher.Signal(new DeathNotice(watchee, existenceConfirmed: false));
}

/// <summary>Somebody no longer wants to know.</summary>
/// <param name="watcher">Who.</param>
internal sealed class UnwatchSignal(InternalActorRef watcher) : Signal
{
    public override void Apply(ActorCell cell) => cell.RemoveWatcher(watcher);
}

/// <summary>A child or a watched actor has stopped.</summary>
/// <param name="actor">Who.</param>
/// <param name="existenceConfirmed">False if it was dead already when it was watched.</param>
internal sealed class DeathNotice(InternalActorRef actor, bool existenceConfirmed) : Signal
{
    public InternalActorRef Actor => actor;

    public bool ExistenceConfirmed => existenceConfirmed;

    public override void Apply(ActorCell cell) => cell.OnDeath(actor, existenceConfirmed);
}
