namespace NfvRuntime.Actors.Islands;

/// <content>An island without a thread of its own: a thread of the pool takes its turns while it has work.</content>
public sealed partial class Island
{
    /// <summary>Slots of its inbox: there may be as many such islands as actors.</summary>
    private const int PooledInboxCapacity = 64;

    /// <summary>Turns after which the thread goes to others.</summary>
    private const int PooledTurns = 8;

    private PooledTurn? _pooledTurn;

    private bool IsPooled => _pooledTurn is not null;

    /// <summary>Makes an island for one actor and those of its children that live where it lives.</summary>
    internal static Island OfPool(ActorSystemImpl system, IslandOptions options)
    {
        var turn = new PooledTurn();
        var island = new Island(system, options, new Waker(turn.Queue), PooledInboxCapacity) { _pooledTurn = turn };
        turn.Island = island;
        island._waker.AnnounceSleep();
        return island;
    }

    /// <summary>Takes turns until there is no work, or others should have the thread.</summary>
    private void RunPooled()
    {
        Island? outer = _current;
        _current = this;
        try
        {
            for (int turn = 0; turn < PooledTurns; turn++)
            {
                if (!TurnSafely() && FallsAsleep())
                {
                    return; // From here on, another thread may have it.
                }
            }

            _pooledTurn!.Queue();
        }
        finally
        {
            _current = outer;
        }
    }

    private bool TurnSafely()
    {
        try
        {
            return Turn();
        }
        catch (Exception thrown)
        {
            OnFault(thrown);
            return true;
        }
    }

    /// <summary>Announces the sleep, looks again, and takes the announcement back if something came.</summary>
    private bool FallsAsleep()
    {
        bool busy = _ready.Count > 0 || _turnEnds.Count > 0;
        _waker.AnnounceSleep();
        return (!busy && Inbox.IsEmpty) || !_waker.EndSleep();
    }

    private sealed class PooledTurn : IThreadPoolWorkItem
    {
        public Island? Island { get; set; }

        public void Queue() => System.Threading.ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

        public void Execute() => Island!.RunPooled();
    }
}
