using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors;

/// <summary>How an actor judges and treats the failures of its children. Runs on the supervisor's island, between its messages.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Restarts; stops what could not be made, was killed, or left the end of a watched actor unhandled.</summary>
    public static readonly IDecider DefaultDecider = new LocalOnlyDecider(static cause => cause switch
    {
        ActorInitializationException or ActorKilledException or DeathPactException => Directive.Stop,
        _ => Directive.Restart,
    });

    /// <summary>One for one, by the default decider, without limit.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    /// <summary>Stops every child that fails.</summary>
    public static readonly OneForOneStrategy StoppingStrategy = new(static _ => Directive.Stop);

    /// <summary>The decider.</summary>
    public abstract IDecider Decider { get; }

    /// <summary>Whether failures are logged.</summary>
    protected bool LoggingEnabled { get; set; }

    /// <summary>Judges the failure of a child.</summary>
    /// <param name="child">The child.</param>
    /// <param name="exception">What it failed with.</param>
    protected abstract Directive Handle(IActorRef child, Exception exception);

    /// <summary>Logs a failure: a warning where the child resumes, nothing where the parent fails too, else an error.</summary>
    /// <param name="context">The supervisor's context.</param>
    /// <param name="child">The child.</param>
    /// <param name="cause">What it failed with.</param>
    /// <param name="directive">What is done about it.</param>
    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled || directive == Directive.Escalate)
        {
            return;
        }

        string source = child.Path.ToString();
        string message = (cause is ActorInitializationException { InnerException: { } inner } ? inner : cause).Message;
        context.System.EventStream.Publish(
            directive == Directive.Resume ? new Warning(cause, source, GetType(), message) : new Error(cause, source, GetType(), message));
    }

    /// <summary>Judges and treats a failure.</summary>
    /// <returns>False if the supervisor itself is to fail with it.</returns>
    internal bool HandleFailure(ActorCell supervisor, ChildStats stats, Exception cause)
    {
        Directive directive = Handle(stats.Child, cause);
        LogSafely(supervisor, stats.Child, cause, directive);
        switch (directive)
        {
            case Directive.Resume:
                stats.Child.Signal(new ResumeSignal(cause));
                return true;
            case Directive.Restart:
                Process(supervisor, restart: true, stats, cause);
                return true;
            case Directive.Stop:
                Process(supervisor, restart: false, stats, cause);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Restarts or stops the child that failed, and whom else the strategy concerns.</summary>
    private protected abstract void Process(ActorCell supervisor, bool restart, ChildStats stats, Exception cause);

    private void LogSafely(ActorCell supervisor, IActorRef child, Exception cause, Directive directive)
    {
        try
        {
            LogFailure(supervisor, child, cause, directive);
        }
        catch (Exception)
        {
            // A log that throws must not decide over the child.
        }
    }
}
