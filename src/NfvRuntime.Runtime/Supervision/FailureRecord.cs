using System.Diagnostics;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>Counts the failures of one stage or ring, and says when there were too many: K in T, sliding.</summary>
/// <param name="limit">K and T.</param>
/// <param name="hasState">True if state can be discarded before the last step is taken.</param>
internal sealed class FailureRecord(RestartLimit limit, bool hasState)
{
    /// <summary>
    /// Nothing changes between two tries to make an instance within one turn, so a few are enough to know; without this, one that can never
    /// be made would be tried without end where restarts are not limited.
    /// </summary>
    private const int MostFailedStarts = 10;

    private readonly Queue<long> _failures = new();
    private readonly long _within = (long)(limit.Within.TotalSeconds * Stopwatch.Frequency);
    private long _last;
    private int _failedStarts;
    private bool _isFresh;

    /// <summary>Failures since the chain started.</summary>
    public long Total { get; private set; }

    /// <summary>Failures that made up the last "too many".</summary>
    public int Run { get; private set; }

    /// <summary>Counts a failure.</summary>
    /// <param name="now">Stopwatch timestamp.</param>
    /// <param name="atStart">True if no instance came to be.</param>
    /// <returns>What to do.</returns>
    public Remedy Add(long now, bool atStart)
    {
        Total++;
        if (_last != 0 && now - _last > _within)
        {
            _isFresh = false; // it had recovered
            _failedStarts = 0;
        }

        _last = now;
        _failedStarts = atStart ? _failedStarts + 1 : 0;
        if (!limit.IsUnlimited)
        {
            _failures.Enqueue(now);
            while (now - _failures.Peek() > _within)
            {
                _failures.Dequeue();
            }
        }

        bool tooMany = !limit.IsUnlimited && _failures.Count >= limit.Max;
        if (!tooMany && _failedStarts < MostFailedStarts)
        {
            return Remedy.Restart;
        }

        Run = Math.Max(_failures.Count, _failedStarts);
        _failures.Clear();
        _failedStarts = 0;
        if (hasState && !_isFresh)
        {
            _isFresh = true;
            return Remedy.StartAfresh;
        }

        _isFresh = false;
        return Remedy.TakeOut;
    }
}
