namespace NfvRuntime.Actors;

/// <summary>An actor that looks at its messages itself. The shortest way from <c>Tell</c> to code, and so the base of stages and rings.</summary>
public abstract class UntypedActor : ActorBase
{
    /// <summary>The context of the actor that runs on this thread.</summary>
    /// <exception cref="NotSupportedException">No actor runs here.</exception>
    protected static new IUntypedActorContext Context => ActorCell.Here;

    /// <summary>Handles a message; calls <c>Unhandled</c> for those it does not know.</summary>
    /// <param name="message">The message.</param>
    protected abstract void OnReceive(object message);

    /// <inheritdoc/>
    protected sealed override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    /// <summary>Replaces how the next messages are received.</summary>
    /// <param name="receive">Handles every message.</param>
    protected void Become(UntypedReceive receive) => Cell.Become(receive);

    /// <summary>As <see cref="Become"/>, until <c>UnbecomeStacked</c>.</summary>
    /// <param name="receive">Handles every message.</param>
    protected void BecomeStacked(UntypedReceive receive) => Cell.BecomeStacked(receive);

    /// <summary>Runs an asynchronous action: no other message is processed until it has come to its end.</summary>
    /// <param name="action">Runs as the actor behind each <c>await</c> too.</param>
    protected void RunTask(Func<Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Cell.RunTask(action);
    }

    /// <summary>Runs an asynchronous action that ends with its call.</summary>
    /// <param name="action">The action.</param>
    protected void RunTask(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Cell.RunTask(() =>
        {
            action();
            return Task.CompletedTask;
        });
    }

    internal sealed override void Deliver(object message) => OnReceive(message);
}
