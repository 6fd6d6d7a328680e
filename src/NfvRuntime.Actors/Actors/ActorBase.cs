using NfvRuntime.Actors.Event;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <summary>
/// The base of all actors. One message is processed at a time, on the actor's island; whatever escapes is a failure that the parent
/// judges. An instance lives from start or restart to the next restart or stop.
/// </summary>
public abstract class ActorBase
{
    private SupervisorStrategy? _strategy;

    /// <summary>Binds the instance to the actor that is being made.</summary>
    /// <exception cref="ActorInitializationException">The constructor was called by hand.</exception>
    protected ActorBase()
    {
        Cell = Island.Current?.Running
            ?? throw new ActorInitializationException("Do not create actors using 'new', always create them using an ActorContext/System");
        if (this is IWithTimers timed)
        {
            Cell.Equip(timed);
        }
    }

    /// <summary>The context of the actor that runs on this thread.</summary>
    /// <exception cref="NotSupportedException">No actor runs here, as behind an <c>await</c>.</exception>
    protected static IActorContext Context => ActorCell.Here;

    /// <summary>The actor itself. Stays valid outside of the actor.</summary>
    protected IActorRef Self => Cell.Self;

    /// <summary>Who sent the message that is processed now; the dead letters if nobody did.</summary>
    protected IActorRef Sender => Cell.Sender;

    internal ActorCell Cell { get; }

    internal SupervisorStrategy Strategy
    {
        get => _strategy ??= SupervisorStrategy() ?? global::NfvRuntime.Actors.SupervisorStrategy.DefaultStrategy;
        set => _strategy = value;
    }

    /// <summary>Handles a message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>False to leave it unhandled.</returns>
    protected abstract bool Receive(object message);

    /// <summary>Called for a message that nothing handled: publishes <see cref="UnhandledMessage"/>, and fails on <see cref="Terminated"/>.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="DeathPactException">The message is <see cref="Terminated"/>.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
        {
            throw new DeathPactException(terminated.ActorRef);
        }

        Cell.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    /// <summary>How this actor judges the failures of its children. The one in the props, if any, comes first.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => global::NfvRuntime.Actors.SupervisorStrategy.DefaultStrategy;

    /// <summary>Called before the first message, and by <see cref="PostRestart"/>.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>Called when the actor has stopped, and by <see cref="PreRestart"/>.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>Called on the failed instance before it is replaced: stops all children and calls <see cref="PostStop"/>.</summary>
    /// <param name="reason">The failure.</param>
    /// <param name="message">The message that failed; null if it was none.</param>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (IActorRef child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }

        PostStop();
    }

    /// <summary>Called on the new instance after a restart: calls <see cref="PreStart"/>.</summary>
    /// <param name="reason">The failure.</param>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>Replaces how the next messages are received.</summary>
    /// <param name="receive">Gives false for a message that it does not handle.</param>
    protected void Become(Receive receive) => Cell.Become(receive);

    /// <summary>As <see cref="Become"/>, until <see cref="UnbecomeStacked"/>.</summary>
    /// <param name="receive">Gives false for a message that it does not handle.</param>
    protected void BecomeStacked(Receive receive) => Cell.BecomeStacked(receive);

    /// <summary>Goes back to what was before the last <see cref="BecomeStacked"/>.</summary>
    protected void UnbecomeStacked() => Cell.UnbecomeStacked();

    /// <summary>Asks for a <see cref="ReceiveTimeout"/> when no message has come for a time.</summary>
    /// <param name="timeout">The time; null to ask no longer.</param>
    protected void SetReceiveTimeout(TimeSpan? timeout) => Cell.SetReceiveTimeout(timeout);

    /// <summary>The short way of a message to an actor that has not become anything else.</summary>
    internal virtual void Deliver(object message)
    {
        if (!Receive(message))
        {
            Unhandled(message);
        }
    }

    internal void DeliverBy(Receive behaviour, object message)
    {
        if (!behaviour(message))
        {
            Unhandled(message);
        }
    }

    internal void RunPreStart() => PreStart();

    internal void RunPostStop() => PostStop();

    internal void RunPreRestart(Exception reason, object? message) => PreRestart(reason, message!);

    internal void RunPostRestart(Exception reason) => PostRestart(reason);
}
