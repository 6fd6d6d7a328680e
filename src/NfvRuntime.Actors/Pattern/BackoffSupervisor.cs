namespace NfvRuntime.Actors.Pattern;

/// <summary>
/// Stands between an actor and its child, and starts the child again after a wait that grows with each time. Messages go to the child,
/// and the child's messages to the parent.
/// </summary>
public sealed partial class BackoffSupervisor : ActorBase
{
    private readonly BackoffSettings _settings;
    private IActorRef? _child;
    private int _restarts;
    private bool _failed;
    private bool _finalStop;

    internal BackoffSupervisor(BackoffSettings settings) => _settings = settings;

    /// <summary>Props of a supervisor.</summary>
    /// <param name="options">How it works.</param>
    public static Props Props(BackoffOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Props;
    }

    /// <summary>Props of a supervisor that starts the child again when it stops, without limit.</summary>
    /// <param name="childProps">How to make the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">The first wait; each further one is twice as long.</param>
    /// <param name="maxBackoff">The longest wait.</param>
    /// <param name="randomFactor">By how much a wait may be longer, at random.</param>
    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor));

    /// <inheritdoc/>
    protected override void PreStart() => Start();

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() =>
        _settings.StartsOnFailure ? new OneForOneStrategy(-1, -1, JudgeFailure) : _settings.Strategy;

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(_child):
                OnChildStopped();
                break;
            case StartChild:
                Start();
                if (_settings.ResetAfter is { } resetAfter)
                {
                    Context.System.Scheduler.ScheduleTellOnce(resetAfter, Self, new ResetRestartCount(_restarts), Self);
                }

                break;
            case ResetRestartCount reset:
                _restarts = reset.Current == _restarts ? 0 : _restarts;
                break;
            case Reset when _settings.ResetAfter is null:
                _restarts = 0;
                break;
            case Reset:
                Unhandled(message);
                break;
            case GetRestartCount:
                Sender.Tell(new RestartCount(_restarts), Self);
                break;
            case GetCurrentChild:
                Sender.Tell(new CurrentChild(_child), Self);
                break;
            default:
                PassOn(message);
                break;
        }

        return true;
    }

    private void Start() => _child ??= Context.Watch(Context.ActorOf(_settings.ChildProps, _settings.ChildName));

    /// <summary>A restart becomes a stop, a wait and a start.</summary>
    private Directive JudgeFailure(Exception cause)
    {
        Directive directive = _settings.Strategy.Decider.Decide(cause);
        if (directive != Directive.Restart)
        {
            return directive;
        }

        if (MayStartAgain)
        {
            _failed = true;
            if (_restarts == 0 && _settings.Strategy.WithinTimeRangeMilliseconds > 0)
            {
                Context.System.Scheduler.ScheduleTellOnce(
                    TimeSpan.FromMilliseconds(_settings.Strategy.WithinTimeRangeMilliseconds), Self, new ResetRestartCount(1), Self);
            }
        }
        else
        {
            Context.Stop(Self);
        }

        return Directive.Stop;
    }

    private bool MayStartAgain => _settings.Strategy.MaxNumberOfRetries < 0 || _restarts < _settings.Strategy.MaxNumberOfRetries;

    private void OnChildStopped()
    {
        _child = null;
        bool again = _settings.StartsOnFailure ? _failed : MayStartAgain;
        _failed = false;
        if (again && !_finalStop)
        {
            Context.System.Scheduler.ScheduleTellOnce(_settings.DelayAfter(_restarts), Self, StartChild.Instance, Self);
            _restarts++;
        }
        else
        {
            Context.Stop(Self);
        }
    }

    private void PassOn(object message)
    {
        if (_child is null)
        {
            if (_settings.ReplyWhileStopped is { } reply)
            {
                Sender.Tell(reply, Self);
            }
            else
            {
                Context.System.DeadLetters.Forward(message);
            }

            if (_settings.IsFinalStop?.Invoke(message) is true)
            {
                Context.Stop(Self);
            }
        }
        else if (_child.Equals(Sender))
        {
            Context.Parent.Tell(message, Self);
        }
        else
        {
            _child.Forward(message);
            _finalStop |= _settings.IsFinalStop?.Invoke(message) is true;
        }
    }
}
