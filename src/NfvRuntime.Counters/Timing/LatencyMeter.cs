using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NfvRuntime.Counters;

/// <summary>
/// Samples how long something takes, into cells of its own: at most one sample in a stated time, so that the cost does not grow with the
/// rate, and what happens seldom is measured each time. Times are Stopwatch timestamps.
/// </summary>
/// <remarks>One writer; quantiles may be read by any thread. Allocates nothing once made.</remarks>
public sealed class LatencyMeter
{
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    private readonly CounterBlock? _block;
    private readonly long _interval;
    private long _due;
    private long _since;

    /// <summary>Measures into cells.</summary>
    /// <param name="block">Made with <see cref="LatencyBuckets.Cells"/> and nothing else.</param>
    /// <param name="interval">The least time between two samples; more than 0.</param>
    public LatencyMeter(CounterBlock block, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        _block = block;
        _interval = (long)(interval.TotalSeconds * Stopwatch.Frequency);
    }

    private LatencyMeter() => _due = long.MaxValue;

    /// <summary>Measures nothing.</summary>
    public static LatencyMeter Off { get; } = new();

    /// <summary>True if the next sample is due.</summary>
    /// <param name="now">A recent timestamp; that of a burst will do.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsDue(long now) => now >= _due;

    /// <summary>Begins a sample, unless one is under way.</summary>
    /// <param name="since">When that which is measured began.</param>
    public void Begin(long since)
    {
        if (_since == 0)
        {
            _since = since;
            _due = long.MaxValue;
        }
    }

    /// <summary>Ends the sample that is under way, if there is one.</summary>
    /// <param name="now">The present timestamp.</param>
    public void End(long now)
    {
        if (_since == 0)
        {
            return;
        }

        Record(now, now - _since);
        _since = 0;
    }

    /// <summary>Counts one sample.</summary>
    /// <param name="now">A recent timestamp: the next sample is due the interval after it.</param>
    /// <param name="ticks">How long it took; less than 0 counts as 0.</param>
    public void Record(long now, long ticks)
    {
        if (_block is not { } block)
        {
            return;
        }

        ulong nanoseconds = (ulong)(Math.Max(0, ticks) * NanosecondsPerTick);
        block[LatencyBuckets.SumCell].Add(nanoseconds);
        block[LatencyBuckets.SumCell + 1 + LatencyBuckets.Bucket(nanoseconds)].Add(1);
        _due = now + _interval;
    }

    /// <summary>Adds this meter's samples to a sum over several.</summary>
    /// <param name="buckets">One element for each bucket.</param>
    /// <param name="nanoseconds">The sum of the samples.</param>
    public void AddTo(Span<ulong> buckets, ref ulong nanoseconds)
    {
        if (_block is not { } block)
        {
            return;
        }

        nanoseconds += block[LatencyBuckets.SumCell].Value;
        for (int i = 0; i < buckets.Length; i++)
        {
            buckets[i] += block[LatencyBuckets.SumCell + 1 + i].Value;
        }
    }
}
