using System.Diagnostics;

namespace NfvRuntime.Actors.Islands;

/// <content>The thread and its turns.</content>
public sealed partial class Island
{
    /// <summary>Posts taken in one turn, so that a flood cannot keep rings from being polled.</summary>
    private const int PostsPerTurn = 4096;

    /// <summary>Turns between two looks at the clock while the island works.</summary>
    private const int TurnsPerSample = 64;

    private static readonly object Wakeup = new();

    private readonly TimerQueue _timers = new();
    private Ring<ActorCell> _ready;
    private int _actors;
    private bool _closing;
    private long _turns;
    private long _busyTicks;
    private long _started;
    private long _sampled;
    private int _sampleTurns;
    private int _sampleMoved;

    /// <summary>Starts the thread, and waits until it is where it should run.</summary>
    /// <exception cref="InvalidOperationException">It cannot run on the CPU that was asked for.</exception>
    internal void Start()
    {
        var placed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Main(placed)) { IsBackground = true, Name = $"{_system.Name}/{Id}" }.Start();
        placed.Task.GetAwaiter().GetResult();
    }

    internal void Schedule(ActorCell cell) => _ready.Enqueue(cell);

    private void Main(TaskCompletionSource placed)
    {
        try
        {
            OpenSleep();
            if (Options.Cpu is { } cpu)
            {
                Native.Affinity.PinThread(cpu);
            }
        }
        catch (Exception thrown)
        {
            EndThread();
            placed.SetException(thrown);
            return;
        }

        _current = this;
        _started = _sampled = Stopwatch.GetTimestamp();
        placed.SetResult();
        long idleSince = 0;
        while (!(Volatile.Read(ref _closing) && Volatile.Read(ref _actors) <= 0)) // What is still sent to those who were here is buried below.
        {
            try
            {
                if (Turn())
                {
                    idleSince = 0;
                }
                else if (Options.Policy.ShouldSleep(ref idleSince))
                {
                    Sleep();
                    idleSince = 0;
                }
            }
            catch (Exception thrown)
            {
                OnFault(thrown);
            }
        }

        _current = null;
        EndThread();
    }

    private void OnFault(Exception thrown)
    {
        Depth = 0;
        Running = null;
        _system.Publish(new Event.Error(thrown, Id, GetType(), $"the island itself failed and goes on: {thrown.Message}"));
        Thread.Sleep(1); // A fault of every turn must not fill the log at full speed.
    }

    private void EndThread()
    {
        Inbox.Close(Bury);
        CloseSleep();
        _system.OnIslandEnded();
    }

    private bool Turn()
    {
        _turns++;
        bool moved = TakePosts();
        if (_ready.Count > 0)
        {
            RunReady();
            moved = true;
        }

        if (_polledCount > 0)
        {
            moved |= PollAll();
        }

        if (_turnEnds.Count > 0)
        {
            moved |= EndTurn();
        }

        if (!_timers.IsEmpty && (!moved || (_turns & 15) == 0))
        {
            moved |= _timers.FireDue();
        }

        moved |= _ready.Count > 0;
        _sampleMoved += moved ? 1 : 0;
        if (++_sampleTurns >= TurnsPerSample)
        {
            Sample(Stopwatch.GetTimestamp());
        }

        return moved;
    }

    private bool TakePosts()
    {
        int left = PostsPerTurn;
        while (left > 0 && Inbox.TryTake(out Post post))
        {
            left--;
            Take(post);
        }

        if (Inbox.TakeOverflow() is { } overflow)
        {
            left--;
            foreach (Post post in overflow)
            {
                Take(post);
            }
        }

        return left < PostsPerTurn;
    }

    private void Take(in Post post)
    {
        if (post.Target is not { } target)
        {
            if (post.Message is TimerEntry timer)
            {
                _timers.Add(timer);
            }
        }
        else if (post.Message is Signal signal)
        {
            target.SignalLocal(this, signal);
        }
        else
        {
            target.Enqueue(this, post.Message, post.Sender);
        }
    }

    private void RunReady()
    {
        long limit = Messages + Options.BudgetPerTurn;
        for (int cells = Options.BudgetPerTurn; cells > 0 && _ready.Count > 0 && Messages < limit; cells--)
        {
            _ready.Dequeue().RunScheduled(this, limit);
        }
    }

    /// <summary>Spreads the time since the last sample over its turns.</summary>
    private void Sample(long now)
    {
        if (_sampleTurns > 0)
        {
            Volatile.Write(ref _busyTicks, _busyTicks + ((now - _sampled) * _sampleMoved / _sampleTurns));
        }

        _sampled = now;
        _sampleTurns = 0;
        _sampleMoved = 0;
    }

    /// <summary>What becomes of a post to an island that has ended.</summary>
    private static void Bury(Post post)
    {
        if (post.Target is not { } target)
        {
            return;
        }

        if (post.Message is Signal signal)
        {
            signal.ApplyToDead(target);
        }
        else
        {
            target.ToDeadLetters(post.Message, post.Sender);
        }
    }
}
