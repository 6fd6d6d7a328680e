namespace ActorBehaviour;

/// <summary>A parent with a strategy, whose children do what the test says. Tell it a name and it answers with a new child.</summary>
internal sealed class Parent(SupervisorStrategy strategy, Props child) : UntypedActor
{
    protected override SupervisorStrategy SupervisorStrategy() => strategy;

    protected override void OnReceive(object message) => Sender.Tell(Context.ActorOf(child, (string)message), Self);
}
