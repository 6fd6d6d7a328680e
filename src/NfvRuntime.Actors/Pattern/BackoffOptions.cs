namespace NfvRuntime.Actors.Pattern;

/// <summary>How a <see cref="BackoffSupervisor"/> works; made by <see cref="Backoff"/>. Immutable.</summary>
public abstract class BackoffOptions
{
    private protected BackoffOptions()
    {
    }

    internal abstract Props Props { get; }

    /// <summary>The wait begins anew from the shortest when the child has lived for a time. This is the default, with the shortest wait.</summary>
    /// <param name="resetBackoff">The time.</param>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    /// <summary>The wait begins anew from the shortest when the child says <see cref="BackoffSupervisor.Reset"/>.</summary>
    public abstract BackoffOptions WithManualReset();

    /// <summary>Judges failures by a strategy of one's own.</summary>
    /// <param name="supervisorStrategy">The strategy.</param>
    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    /// <summary>Stops the child whenever it fails.</summary>
    public abstract BackoffOptions WithDefaultStoppingStrategy();

    /// <summary>Answers messages that come while there is no child; else they are dead letters.</summary>
    /// <param name="replyWhileStopped">The answer.</param>
    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    /// <summary>Limits how often the child is started again, after which the supervisor stops.</summary>
    /// <param name="maxNrOfRetries">How often; -1 for no limit.</param>
    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    /// <summary>Says after which message the end of the child is for good.</summary>
    /// <param name="isFinalStopMessage">True for such a message.</param>
    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);
}
