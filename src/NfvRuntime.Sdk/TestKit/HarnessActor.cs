using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Sdk.TestKit;

/// <summary>Feeds the stage, supervises it (restart without limit), and does on the island what the test asks for.</summary>
internal sealed class HarnessActor : UntypedActor
{
    private readonly HarnessState _state;
    private FeedJob? _job;
    private IActorRef _feeder = ActorRefs.Nobody;

    public HarnessActor(HarnessState state) => _state = state;

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(-1, -1, Decide, loggingEnabled: false);

    protected override void PreStart()
    {
        foreach (GateState gate in _state.Gates)
        {
            gate.Edge.Target = Context.ActorOf(Props.Create(() => new GateCollector(gate)).WithDispatcher(Island.OfParent));
        }

        foreach (InputState input in _state.Inputs)
        {
            input.Edge.Attach(Self, Island.Current!);
            input.Credits.Owner = Self;
            input.Credits.Island = Island.Current;
        }

        Props stage = _state.Kind.PropsOf(_state.Stage, _state.Settings).WithDispatcher(Island.OfParent);
        _state.Actor = Context.ActorOf(stage, _state.Stage.Name);
        foreach (InputState input in _state.Inputs)
        {
            input.Edge.Target = _state.Actor;
        }
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Action call:
                Run(call);
                break;
            case FeedJob job:
                (_job, _feeder) = (job, Sender);
                Continue();
                break;
            case CreditReturned:
                Continue();
                break;
            case HomingBurst homing:
                homing.Land();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Run(Action call)
    {
        try
        {
            call();
            Sender.Tell(new Status.Success(call));
        }
        catch (Exception fault)
        {
            Sender.Tell(new Status.Failure(fault));
        }
    }

    private void Continue()
    {
        try
        {
            if (_job?.Continue() is { } result)
            {
                _job = null;
                _feeder.Tell(result);
            }

            foreach (InputState input in _state.Inputs)
            {
                input.Pump();
            }
        }
        catch (Exception fault) when (_job is not null)
        {
            _job = null;
            _feeder.Tell(new Status.Failure(fault));
        }
    }

    private Directive Decide(Exception fault)
    {
        if (fault is not ActorInitializationException failure)
        {
            _state.NoteFault(fault);
            return Directive.Restart;
        }

        _state.StartFault ??= failure.InnerException ?? failure;
        return Directive.Stop;
    }
}
