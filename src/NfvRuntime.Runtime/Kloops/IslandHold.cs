namespace NfvRuntime.Runtime;

/// <summary>Makes islands of this process stand still for a moment, between two turns, while buffers are counted.</summary>
internal sealed class IslandHold : IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly CountdownEvent _reached;
    private readonly TimeSpan _most;
    private int _left;

    private IslandHold(int islands, TimeSpan most)
    {
        _reached = new CountdownEvent(islands);
        _left = islands;
        _most = most;
    }

    /// <summary>Holds islands.</summary>
    /// <param name="holders">An actor of each, made by <see cref="PropsOf"/>.</param>
    /// <param name="most">After so long they go on by themselves.</param>
    /// <returns>The hold, to be disposed of soon.</returns>
    /// <exception cref="TimeoutException">One did not come to a stop: something on it does not return. The others go on.</exception>
    public static IslandHold Begin(IReadOnlyCollection<IActorRef> holders, TimeSpan most)
    {
        var hold = new IslandHold(holders.Count, most);
        foreach (IActorRef holder in holders)
        {
            holder.Tell(hold, ActorRefs.NoSender);
        }

        if (holders.Count > 0 && !hold._reached.Wait(most / 2))
        {
            hold.Dispose();
            throw new TimeoutException("an island of the host does not come to a stop: something on it does not return");
        }

        return hold;
    }

    /// <summary>The actor by which an island is held.</summary>
    public static Props PropsOf() => Props.Create(() => new Holder());

    /// <summary>Lets the islands go on.</summary>
    public void Dispose() => _release.Set();

    private void Stand()
    {
        _reached.Signal();
        _release.Wait(_most);
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _release.Dispose();
            _reached.Dispose();
        }
    }

    private sealed class Holder : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is IslandHold hold)
            {
                hold.Stand();
            }
            else
            {
                Unhandled(message);
            }
        }
    }
}
