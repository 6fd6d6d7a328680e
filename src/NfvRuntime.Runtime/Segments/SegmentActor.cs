using NfvRuntime.Actors.Islands;
using NfvRuntime.Host;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>
/// Supervises the rings and stages of a segment, all on its own island, so that a restart happens within the same turn. Stops them in
/// order: receive rings, credits home, stages, transmit rings.
/// </summary>
internal sealed class SegmentActor : UntypedActor, IPolled
{
    private readonly Segment _segment;
    private readonly RxRingState[] _rxRings;
    private readonly List<IActorRef> _receivers = [];
    private readonly Dictionary<IActorRef, StageContext> _stages = [];
    private bool _up;
    private bool _dry;
    private bool _reclaim;
    private bool _stopping;

    public SegmentActor(Segment segment)
    {
        _segment = segment;
        _rxRings = [.. segment.RxRings];
    }

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

    protected override SupervisorStrategy SupervisorStrategy() => new SegmentStrategy(Decide);

    protected override void PreStart()
    {
        foreach (PortNode port in _segment.Ports)
        {
            foreach (RxRingState ring in port.Receive)
            {
                _receivers.Add(Spawn(Props.Create(() => new RxRing(ring)), $"rx-{port.Name}-{ring.Driver.RingNumber}"));
            }
        }

        // Children stop in the order of their making: receive rings, stages, transmit rings.
        var stages = new Dictionary<StageNode, IActorRef>(ReferenceEqualityComparer.Instance);
        foreach (StageNode stage in _segment.Stages)
        {
            IActorRef actor = Spawn(stage.Kind.PropsOf(stage.Context, stage.Settings), $"stage-{stage.Name}");
            stages.Add(stage, actor);
            _stages.Add(actor, stage.Context);
            Context.Watch(actor);
        }

        var transmitters = new Dictionary<TxRingState, IActorRef>(ReferenceEqualityComparer.Instance);
        foreach (PortNode port in _segment.Ports)
        {
            foreach (TxRingState ring in port.Transmit)
            {
                transmitters.Add(ring, Spawn(Props.Create(() => new TxRing(ring)), $"tx-{port.Name}-{ring.Driver.RingNumber}"));
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
            case StopReading stop:
                _stopping = true;
                _receivers.ForEach(receiver => receiver.Tell(stop, Self));
                break;
            case Terminated end:
                _segment.Settle(_stages[end.ActorRef]);
                break;
            case SnapshotRequest:
                Sender.Tell(_segment.Report(), Self);
                break;
            case LivenessProbe probe:
                Sender.Tell(probe, Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static IActorRef Spawn(Props props, string name) => Context.ActorOf(props.WithDispatcher(Island.OfParent), name);

    private Directive Decide(Exception reason)
    {
        switch (reason)
        {
            case RingFaultException:
                _reclaim = true;
                return Directive.Restart;
            case ActorInitializationException failure:
                GiveUp(failure.InnerException ?? failure);
                return Directive.Stop;
            default:
                return Directive.Restart;
        }
    }

    /// <summary>
    /// A child could not be made. A chain does not start without it. A stage that fails at a restart stops, and what comes to it is dropped;
    /// the rest goes on. Without one of its rings, a segment never runs dry.
    /// </summary>
    private void GiveUp(Exception cause)
    {
        bool isStage = _stages.TryGetValue(Sender, out StageContext? stage);
        stage?.Close();
        if (_segment.StartedSource.TrySetException(cause) || !isStage)
        {
            _segment.DrainedSource.TrySetException(cause);
        }
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

        return (_stopping || _rxRings.Length > 0) && _segment.IsEmpty;
    }
}
