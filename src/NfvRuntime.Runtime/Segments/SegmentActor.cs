using NfvRuntime.Actors.Islands;
using NfvRuntime.Host;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>
/// Supervises the rings and stages of a segment, all on its own island, so that a restart happens within the same turn. Stops them in
/// order: receive rings, credits home, stages, transmit rings.
/// </summary>
internal sealed class SegmentActor : UntypedActor, IPolled, IWithTimers
{
    private readonly Segment _segment;
    private readonly RxRingState[] _rxRings;
    private readonly RxRingState[] _inputs;
    private readonly List<IActorRef> _receivers = [];
    private readonly Dictionary<IActorRef, ServiceKeeper> _keepers = [];
    private bool _up;
    private bool _dry;
    private bool _ended;
    private bool _reclaim;

    public SegmentActor(Segment segment)
    {
        _segment = segment;
        _rxRings = [.. segment.RxRings];
        _inputs = [.. segment.Ports.Where(segment.IsInput).SelectMany(port => port.Receive)];
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public int WakeDescriptor => -1;

    public long NextDue => _segment.Gauges?.NextDue ?? 0;

    /// <summary>Looks, once a turn, whether the segment has come up or has run dry.</summary>
    public bool Poll()
    {
        if (_reclaim)
        {
            _reclaim = false;
            foreach (RegionAudit audit in _segment.Options.OwnsRegions ? _segment.Audits : [])
            {
                audit.ReclaimLost();
            }
        }

        if (!_up && _segment.Stages.All(stage => stage.Context.Running))
        {
            _up = true;
            _segment.StartedSource.TrySetResult();
        }

        if (!_dry && HasRunDry())
        {
            _dry = true;
            _segment.DrainedSource.TrySetResult();
        }

        if (!_ended && HaveInputsEnded())
        {
            _ended = true;
            _segment.InputsEndedSource.TrySetResult();
        }

        _segment.Gauges?.Turn();
        return false;
    }

    /// <summary>The island is about to sleep: readers find what is true until it wakes.</summary>
    public bool Arm()
    {
        _segment.Gauges?.Publish();
        return false;
    }

    public void Disarm()
    {
    }

    public void OnWake()
    {
    }

    /// <summary>One for one; the keepers do the counting and the logging, since a stage may fail thousands of times a second.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(-1, -1, Decide, loggingEnabled: false);

    protected override void PreStart()
    {
        foreach (PortNode port in _segment.Ports)
        {
            foreach (RxRingState ring in port.Receive)
            {
                _receivers.Add(Spawn(Props.Create(() => new RxRing(ring)), $"rx-{port.Name}-{ring.Driver.RingNumber}", ring));
            }
        }

        // Children stop in the order of their making: receive rings, stages, transmit rings.
        var stages = new Dictionary<StageNode, IActorRef>(ReferenceEqualityComparer.Instance);
        foreach (StageNode stage in _segment.Stages)
        {
            IActorRef actor = Spawn(stage.Kind.PropsOf(stage.Context, stage.Settings), $"stage-{stage.Name}", stage);
            stages.Add(stage, actor);
            Context.Watch(actor);
        }

        var transmitters = new Dictionary<TxRingState, IActorRef>(ReferenceEqualityComparer.Instance);
        foreach (PortNode port in _segment.Ports)
        {
            foreach (TxRingState ring in port.Transmit)
            {
                transmitters.Add(ring, Spawn(Props.Create(() => new TxRing(ring)), $"tx-{port.Name}-{ring.Driver.RingNumber}", ring));
            }
        }

        foreach (Hop hop in _segment.Hops)
        {
            hop.Edge.Target = hop.Stage is { } stage ? stages[stage] : transmitters[hop.Ring!];
        }

        Context.Island().Poll(this);
    }

    /// <summary>All children are gone, and with them what was told to them: the new ones begin with every burst at home.</summary>
    protected override void PostRestart(Exception reason)
    {
        _segment.SettleLeftovers();
        PreStart();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case StopReading:
                StopReceiving();
                break;
            case StartReading:
                _segment.IsStopping = false;
                _receivers.ForEach(receiver => receiver.Tell(StartReading.Instance, Self));
                break;
            case HoldRequest hold:
                hold.Run(_segment, Sender, Self);
                break;
            case StateRequest state:
                state.Run(_segment, Sender, Self);
                break;
            case StopInputs:
                StopInputsOnly();
                break;
            case Terminated end when _keepers[end.ActorRef] is StageKeeper keeper:
                _segment.Settle(keeper.Stage);
                break;
            case ServiceKeeper keeper:
                keeper.OnTimer();
                break;
            case SnapshotRequest:
                Sender.Tell(_segment.Report(), Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private IActorRef Spawn(Props props, string name, object part)
    {
        IActorRef actor = Context.ActorOf(props.WithDispatcher(Island.OfParent), name);
        ServiceKeeper keeper = _segment.KeeperOf(part);
        keeper.Attach(Context, Timers, actor);
        _keepers.Add(actor, keeper);
        return actor;
    }

    private void StopReceiving()
    {
        _segment.IsStopping = true;
        _receivers.ForEach(receiver => receiver.Tell(StopReading.Instance, Self));
    }

    private void StopInputsOnly()
    {
        for (int i = 0; i < _rxRings.Length; i++)
        {
            if (_inputs.Contains(_rxRings[i]))
            {
                _receivers[i].Tell(StopReading.Instance, Self);
            }
        }
    }

    private bool HaveInputsEnded()
    {
        foreach (RxRingState ring in _inputs)
        {
            if (!ring.Drained)
            {
                return false;
            }
        }

        return true;
    }

    private Directive Decide(Exception reason)
    {
        if (reason is RingFaultException fault)
        {
            _reclaim = true;
            _segment.RingFaulted?.Invoke(fault);
        }

        ServiceKeeper keeper = _keepers[Sender];
        StageContext? stage = (keeper as StageKeeper)?.Stage;
        if (reason is ActorInitializationException failure && Equals(failure.Actor, Sender) && stage is not { Running: true })
        {
            return NeverStarted(stage, keeper, failure.InnerException ?? failure);
        }

        if (keeper.Failed(reason) && stage is not null)
        {
            StopReceiving();
            _segment.FailureSource.TrySetResult($"stage '{stage.Name}' is out of service: {stage.Status.Why} (on-fault: stop)");
        }

        return Directive.Restart;
    }

    /// <summary>
    /// A child could not be made at the start. A chain does not start without it, unless it says that it can do without this stage. Without
    /// one of its rings, a segment never runs dry.
    /// </summary>
    private Directive NeverStarted(StageContext? stage, ServiceKeeper keeper, Exception cause)
    {
        if (stage is { Faults.OnStartFault: not OnStartFault.Refuse and var instead })
        {
            keeper.NeverStarted(instead == OnStartFault.Bypass ? OnFault.Bypass : OnFault.Drop, cause);
            return Directive.Restart;
        }

        stage?.Close();
        if (_segment.StartedSource.TrySetException(cause) || stage is null)
        {
            _segment.DrainedSource.TrySetException(cause);
        }

        return Directive.Stop;
    }

    /// <summary>Asked every turn: looks at the receive rings first, which end it at once while the segment is in full swing.</summary>
    private bool HasRunDry()
    {
        foreach (RxRingState ring in _rxRings)
        {
            if (!ring.Drained)
            {
                return false;
            }
        }

        return (_segment.IsStopping || _rxRings.Length > 0) && _segment.IsEmpty;
    }
}
