using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Faults;

/// <summary>A stage with a child of its own, which it makes fail now and then; it escalates the failure.</summary>
internal sealed class ParentStage(StageContext stage) : StageActor(stage)
{
    public static readonly StageKind Kind = StageKind.Define<object>(
        "parent", "Has a child.", _ => new object(), (stage, _) => new ParentStage(stage));

    private IActorRef _child = ActorRefs.Nobody;
    private int _bursts;

    protected override void OnStart() => _child = Context.ActorOf(Props.Create(() => new Child()), "child");

    protected override void OnBurst(Burst burst)
    {
        if (++_bursts == 50)
        {
            _child.Tell("fail");
        }
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    private sealed class Child : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException("as it was told to");
    }
}
