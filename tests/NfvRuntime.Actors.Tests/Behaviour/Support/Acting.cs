namespace ActorBehaviour;

/// <summary>An actor that does what the test says.</summary>
internal sealed class Acting(Action<object, IUntypedActorContext> receive) : UntypedActor
{
    public static Props Props(Action<object, IUntypedActorContext> receive) => ActorProps.Of(() => new Acting(receive));

    protected override void OnReceive(object message) => receive(message, Context);
}
