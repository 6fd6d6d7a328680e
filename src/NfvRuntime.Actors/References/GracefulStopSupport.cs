namespace NfvRuntime.Actors;

/// <summary>Stopping an actor and knowing when it has stopped.</summary>
public static class GracefulStopSupport
{
    /// <summary>Lets an actor process what is in its mailbox, then stops it.</summary>
    /// <param name="target">The actor.</param>
    /// <param name="timeout">How long to wait; it is not stopped harder after that.</param>
    /// <returns>True once it has stopped; false if the time ran out.</returns>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => GracefulStop(target, timeout, PoisonPill.Instance);

    /// <summary>Sends an actor a message that makes it stop, and waits until it has.</summary>
    /// <param name="target">The actor.</param>
    /// <param name="timeout">How long to wait; it is not stopped harder after that.</param>
    /// <param name="stopMessage">The message.</param>
    /// <returns>True once it has stopped; false if the time ran out.</returns>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        if (target is not InternalActorRef { System: { } system } reference)
        {
            throw new InvalidOperationException($"{target} is not an actor of this engine and cannot be death-watched.");
        }

        var promise = new PromiseActorRef(system);
        reference.Signal(new WatchSignal(reference, promise));
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            return await promise.Result.WaitAsync(timeout).ConfigureAwait(false) is Terminated;
        }
        catch (TimeoutException)
        {
            reference.Signal(new UnwatchSignal(promise));
            return false;
        }
    }
}
