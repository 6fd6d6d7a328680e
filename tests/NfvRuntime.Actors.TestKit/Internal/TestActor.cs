using System.Collections.Concurrent;

namespace NfvRuntime.Actors.TestKit;

/// <summary>Hands what it receives to the test's thread.</summary>
internal sealed class TestActor(BlockingCollection<MessageEnvelope> queue) : UntypedActor
{
    private Func<object, bool>? _ignore;
    private AutoPilot _pilot = AutoPilot.NoAutoPilot;

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(JudgeChild);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Command command:
                command.Run(this, Context);
                Sender.Tell(command, Self);
                break;
            default:
                Fly(message);
                if (_ignore?.Invoke(message) is not true)
                {
                    queue.Add(new RealMessageEnvelope(message, Sender));
                }

                break;
        }
    }

    private void Fly(object message)
    {
        if (_pilot is not NoAutoPilot)
        {
            AutoPilot next = _pilot.Run(Sender, message);
            _pilot = next is KeepRunning ? _pilot : next;
        }
    }

    private readonly Dictionary<IActorRef, SupervisorStrategy> _strategies = [];

    private Directive JudgeChild(Exception cause) =>
        (_strategies.TryGetValue(Context.Sender, out SupervisorStrategy? own) ? own.Decider : NfvRuntime.Actors.SupervisorStrategy.DefaultDecider)
        .Decide(cause);

    /// <summary>What the test asks of its actor; comes back as the answer when it has been done.</summary>
    internal abstract record Command
    {
        public abstract void Run(TestActor actor, IActorContext context);
    }

    internal sealed record Watch(IActorRef Actor) : Command
    {
        public override void Run(TestActor actor, IActorContext context) => context.Watch(Actor);
    }

    internal sealed record Unwatch(IActorRef Actor) : Command
    {
        public override void Run(TestActor actor, IActorContext context) => context.Unwatch(Actor);
    }

    internal sealed record Ignore(Func<object, bool>? Condition) : Command
    {
        public override void Run(TestActor actor, IActorContext context) => actor._ignore = Condition;
    }

    internal sealed record SetPilot(AutoPilot Pilot) : Command
    {
        public override void Run(TestActor actor, IActorContext context) => actor._pilot = Pilot;
    }

    internal sealed record Spawn(Props Props, string? Name, SupervisorStrategy? Strategy) : Command
    {
        public IActorRef? Child { get; private set; }

        public override void Run(TestActor actor, IActorContext context)
        {
            Child = context.ActorOf(Props, Name);
            if (Strategy is not null)
            {
                actor._strategies[Child] = Strategy;
            }
        }
    }
}
