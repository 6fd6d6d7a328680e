using NfvRuntime.Host.Native;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>netmap's sync-kloop calls over passive rings: a thread starts and is the loop until another stops it.</summary>
/// <remarks>One runner serves all rings of a port, or several a ring each; never two the same.</remarks>
public sealed unsafe class KloopRunner : IDisposable
{
    /// <summary>The longest pause of a periodic loop.</summary>
    public static readonly TimeSpan MaxSleep = TimeSpan.FromSeconds(1);

    private readonly KloopRing[] _rings;
    private readonly WakeEvent _stopped = new();
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _idle = new(initialState: true);
    private volatile bool _stopping;

    /// <summary>A loop that does not run yet.</summary>
    /// <param name="rings">What it serves; direct rings are left to their applications.</param>
    public KloopRunner(params IEnumerable<KloopRing> rings) => _rings = [.. rings.Where(ring => !ring.IsDirect)];

    /// <summary>Whether a thread runs the loop now.</summary>
    public bool IsRunning => !_idle.IsSet;

    /// <summary>Serves the rings, asleep while there is nothing to do and woken by kicks, until <see cref="Stop"/>. Blocks.</summary>
    /// <exception cref="NetmapException">EBUSY: it runs already.</exception>
    public void Run() => Run(null);

    /// <summary>Serves all rings again and again with a pause in between, without asking anybody to kick, until <see cref="Stop"/>. Blocks.</summary>
    /// <param name="pause">0 does not pause; at most <see cref="MaxSleep"/>.</param>
    /// <exception cref="NetmapException">EBUSY: it runs already. EINVAL: the pause is too long.</exception>
    public void RunPeriodically(TimeSpan pause)
    {
        if (pause < TimeSpan.Zero || pause > MaxSleep)
        {
            throw new NetmapException(NetmapError.Invalid, $"a pause of {pause.TotalMicroseconds} us: choose 0 to {MaxSleep.TotalMicroseconds}");
        }

        Run(pause);
    }

    /// <summary>Ends the loop and waits until it has ended. When none runs, the next run ends at once.</summary>
    /// <remarks>Nothing is lost: what was accepted stays in the rings, what was published later is seen by the next run.</remarks>
    public void Stop()
    {
        lock (_lock)
        {
            _stopping = true;
            _stopped.Signal();
        }

        _idle.Wait();
    }

    /// <summary>Closes the descriptor of a loop that does not run.</summary>
    public void Dispose()
    {
        _stopped.Dispose();
        _idle.Dispose();
    }

    private void Run(TimeSpan? pause)
    {
        lock (_lock)
        {
            if (!_idle.IsSet)
            {
                throw new NetmapException(NetmapError.Busy, "the kloop runs already: stop it first");
            }

            _idle.Reset();
        }

        try
        {
            while (!_stopping)
            {
                if (pause is { } time)
                {
                    Poll();
                    _ = time > TimeSpan.Zero && Await(time);
                }
                else if (!Poll() && !Arm())
                {
                    Await(Timeout.InfiniteTimeSpan);
                    Drain();
                }
            }
        }
        finally
        {
            lock (_lock)
            {
                _stopping = false; // the stop latches until a run has seen it
                _stopped.Drain();
                _idle.Set();
            }
        }
    }

    private bool Poll()
    {
        bool moved = false;
        foreach (KloopRing ring in _rings)
        {
            moved |= ring.Poll();
        }

        return moved;
    }

    private bool Arm()
    {
        foreach (KloopRing ring in _rings)
        {
            if (ring.Arm())
            {
                return true; // the others withdraw at their next poll
            }
        }

        return false;
    }

    private void Drain()
    {
        foreach (KloopRing ring in _rings)
        {
            ring.Drain();
        }
    }

    // For ever: until a kick. For a time: kicks are not asked for, so only a stop ends it early.
    private bool Await(TimeSpan time)
    {
        bool kicks = time == Timeout.InfiniteTimeSpan;
        int count = 1 + (kicks ? _rings.Length : 0);
        PollEntry* entries = stackalloc PollEntry[count];
        entries[0] = new PollEntry { Descriptor = _stopped.Descriptor, Events = PollEntry.Readable };
        for (int i = 1; i < count; i++)
        {
            entries[i] = new PollEntry { Descriptor = _rings[i - 1].WakeDescriptor, Events = PollEntry.Readable };
        }

        var limit = new TimeSpec(time);
        return LibC.Poll(entries, (nuint)count, kicks ? null : &limit, null) > 0;
    }
}
