namespace NfvRuntime.Actors;

/// <summary>Treats all children as the one that failed: for children that are of no use without each other.</summary>
public class AllForOneStrategy : SupervisorStrategy
{
    /// <summary>Makes the strategy.</summary>
    /// <param name="maxNrOfRetries">
    /// Restarts allowed in the time range, after which the child is stopped; -1 or null for no limit, 0 for none at all. With a time range
    /// and no limit, one.
    /// </param>
    /// <param name="withinTimeRange">The time range; null or infinite for the child's whole life.</param>
    /// <param name="localOnlyDecider">Judges a failure.</param>
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, new LocalOnlyDecider(localOnlyDecider))
    {
    }

    /// <summary>Makes the strategy.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed in the time range; -1 or null for no limit.</param>
    /// <param name="withinTimeRange">The time range; null or infinite for the child's whole life.</param>
    /// <param name="decider">Judges a failure.</param>
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, (int)(withinTimeRange ?? Timeout.InfiniteTimeSpan).TotalMilliseconds, decider)
    {
    }

    /// <summary>Makes the strategy.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed in the time range; -1 for no limit.</param>
    /// <param name="withinTimeMilliseconds">The time range in milliseconds; -1 for the child's whole life.</param>
    /// <param name="localOnlyDecider">Judges a failure.</param>
    /// <param name="loggingEnabled">Whether failures are logged.</param>
    public AllForOneStrategy(
        int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, new LocalOnlyDecider(localOnlyDecider), loggingEnabled)
    {
    }

    /// <summary>Makes the strategy.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed in the time range; -1 for no limit.</param>
    /// <param name="withinTimeMilliseconds">The time range in milliseconds; -1 for the child's whole life.</param>
    /// <param name="decider">Judges a failure.</param>
    /// <param name="loggingEnabled">Whether failures are logged.</param>
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        ArgumentNullException.ThrowIfNull(decider);
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    /// <summary>Makes a strategy without limit.</summary>
    /// <param name="localOnlyDecider">Judges a failure.</param>
    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider)
    {
    }

    /// <summary>Makes a strategy without limit.</summary>
    /// <param name="decider">Judges a failure.</param>
    public AllForOneStrategy(IDecider decider)
        : this(-1, -1, decider)
    {
    }

    /// <summary>Makes a strategy by the default decider, without limit.</summary>
    protected AllForOneStrategy()
        : this(DefaultDecider)
    {
    }

    /// <inheritdoc/>
    public override IDecider Decider { get; }

    /// <summary>Restarts allowed in the time range; negative for no limit.</summary>
    public int MaxNumberOfRetries { get; }

    /// <summary>The time range in milliseconds; not positive for the child's whole life.</summary>
    public int WithinTimeRangeMilliseconds { get; }

    /// <inheritdoc/>
    protected override Directive Handle(IActorRef child, Exception exception) => Decider.Decide(exception);

    private protected override void Process(ActorCell supervisor, bool restart, ChildStats stats, Exception cause)
    {
        ChildStats[] children = supervisor.ChildStats();
        if (restart && Array.TrueForAll(children, child => child.RequestRestart(MaxNumberOfRetries, WithinTimeRangeMilliseconds)))
        {
            foreach (ChildStats child in children)
            {
                if (!ReferenceEquals(child, stats))
                {
                    child.Child.Signal(new SuspendSignal()); // A restart resumes: whoever runs must stand still before.
                }

                child.Child.Signal(new RecreateSignal(cause));
            }
        }
        else
        {
            foreach (ChildStats child in children)
            {
                supervisor.Stop(child.Child);
            }
        }
    }
}
