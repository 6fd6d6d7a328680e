namespace NfvRuntime.Actors.Pattern;

/// <summary>The one kind of options.</summary>
internal sealed class BackoffSettings(
    Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, bool onFailure) : BackoffOptions
{
    public Props ChildProps => childProps;

    public string ChildName => childName;

    /// <summary>Whether the child is started again where it would be restarted; else where it stops.</summary>
    public bool StartsOnFailure => onFailure;

    /// <summary>How long the child must live for the wait to begin anew; null if it says so itself.</summary>
    public TimeSpan? ResetAfter { get; private init; } = minBackoff;

    public OneForOneStrategy Strategy { get; private init; } = new(SupervisorStrategy.DefaultDecider);

    public object? ReplyWhileStopped { get; private init; }

    public Func<object, bool>? IsFinalStop { get; private init; }

    internal override Props Props => Props.CreateBy(new Producer(this));

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff) => Copy(resetAfter: resetBackoff);

    public override BackoffOptions WithManualReset() => Copy(resetAfter: null);

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) => Copy(ResetAfter, strategy: supervisorStrategy);

    public override BackoffOptions WithDefaultStoppingStrategy() =>
        WithSupervisorStrategy(new OneForOneStrategy(Strategy.MaxNumberOfRetries, null, SupervisorStrategy.StoppingStrategy.Decider));

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => Copy(ResetAfter, reply: replyWhileStopped);

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) =>
        WithSupervisorStrategy(Strategy.WithMaxNrOfRetries(maxNrOfRetries));

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) => Copy(ResetAfter, isFinalStop: isFinalStopMessage);

    /// <summary>The wait before a start that follows so many others.</summary>
    public TimeSpan DelayAfter(int restarts)
    {
        double doubled = minBackoff.Ticks * Math.Pow(2, restarts);
        double ticks = Math.Min(maxBackoff.Ticks, doubled) * (1 + (Random.Shared.NextDouble() * randomFactor));
        return ticks < long.MaxValue ? TimeSpan.FromTicks((long)ticks) : maxBackoff;
    }

    private BackoffSettings Copy(
        TimeSpan? resetAfter, OneForOneStrategy? strategy = null, object? reply = null, Func<object, bool>? isFinalStop = null) =>
        new(childProps, childName, minBackoff, maxBackoff, randomFactor, onFailure)
        {
            ResetAfter = resetAfter,
            Strategy = strategy ?? Strategy,
            ReplyWhileStopped = reply ?? ReplyWhileStopped,
            IsFinalStop = isFinalStop ?? IsFinalStop,
        };

    private sealed class Producer(BackoffSettings settings) : IIndirectActorProducer
    {
        public Type ActorType => typeof(BackoffSupervisor);

        public ActorBase Produce() => new BackoffSupervisor(settings);

        public void Release(ActorBase actor)
        {
        }
    }
}
