using System.Diagnostics;

namespace NfvRuntime.Counters;

/// <summary>Counts the time for which something holds, such as a ring that is full, in a cell of nanoseconds.</summary>
/// <remarks>One writer. Allocates nothing once made.</remarks>
/// <param name="cell">The cell, of a metric whose unit is the second.</param>
public sealed class HoldingTime(Counter cell)
{
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    private long _total;
    private long _since;

    /// <summary>True while it holds.</summary>
    public bool Holds => _since != 0;

    /// <summary>It holds from now on, or still does.</summary>
    public void Begin()
    {
        if (_since == 0)
        {
            _since = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>It does not hold any more, if it did.</summary>
    public void End()
    {
        if (_since == 0)
        {
            return;
        }

        _total += Stopwatch.GetTimestamp() - _since;
        _since = 0;
        Set(_total);
    }

    /// <summary>Shows readers the time up to now, where it still holds.</summary>
    /// <param name="now">The present Stopwatch timestamp.</param>
    public void Publish(long now)
    {
        if (_since != 0)
        {
            Set(_total + Math.Max(0, now - _since));
        }
    }

    private void Set(long ticks) => cell.Set((ulong)(ticks * NanosecondsPerTick));
}
