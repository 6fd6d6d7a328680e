namespace NfvRuntime.Actors;

/// <summary>Stands above the user guardian: learns that it has stopped, and stops it if it fails, since nobody is left to judge.</summary>
internal sealed class RootRef(ActorSystemImpl system, ActorPath path) : InternalActorRef
{
    public override ActorPath Path => path;

    public override ActorSystemImpl System => system;

    public override InternalActorRef ParentRef => this;

    public override IEnumerable<InternalActorRef> ChildRefs => [system.Guardian];

    public override InternalActorRef? FindChild(string name) => name switch
    {
        "user" => system.Guardian,
        "deadLetters" => (InternalActorRef)system.DeadLetters,
        _ => null,
    };

    public override void Tell(object message, IActorRef? sender) => system.DeadLetters.Tell(message, sender);

    public override void Signal(Signal signal)
    {
        switch (signal)
        {
            case FailedSignal failed:
                system.OnGuardianFailed(failed.Child, failed.Cause);
                break;
            case DeathNotice:
                system.OnGuardianStopped();
                break;
            case WatchSignal watch:
                watch.Refuse();
                break;
            default:
                break;
        }
    }
}
