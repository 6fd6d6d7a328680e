namespace NfvRuntime.Cli.Bench.Actors;

/// <summary>Passes a message on for a number of hops, and then completes its task.</summary>
internal sealed class Relay : UntypedActor
{
    private readonly TaskCompletionSource _done;
    private IActorRef _next = ActorRefs.Nobody;
    private int _left;

    public Relay(TaskCompletionSource done) => _done = done;

    protected override void OnReceive(object message)
    {
        if (message is Route route)
        {
            (_next, _left) = (route.Next, route.Hops);
            Sender.Tell(route, Self);
        }
        else if (--_left > 0)
        {
            _next.Tell(message, ActorRefs.NoSender);
        }
        else
        {
            _done.SetResult();
        }
    }

    /// <summary>Whom to pass to, and how many messages this actor is to take.</summary>
    internal sealed record Route(IActorRef Next, int Hops);
}
