namespace ActorBehaviour;

/// <summary>Tells a witness of each hook; throws what it is told to throw, and answers everything else.</summary>
internal sealed class Lifecycle(IActorRef witness) : UntypedActor
{
    protected override void PreStart() => witness.Tell($"{Self.Path.Name} starts", Self);

    protected override void PostStop() => witness.Tell($"{Self.Path.Name} stopped", Self);

    protected override void PreRestart(Exception reason, object message)
    {
        witness.Tell($"{Self.Path.Name} fails on {message}", Self);
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        witness.Tell($"{Self.Path.Name} is back after {reason.Message}", Self);
        base.PostRestart(reason);
    }

    protected override void OnReceive(object message)
    {
        if (message is Exception thrown)
        {
            throw thrown;
        }

        Sender.Tell(message, Self);
    }
}
