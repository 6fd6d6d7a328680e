namespace NfvRuntime.Actors.Islands;

/// <summary>What an island has done so far; the difference of two of these is its load. Figures may be some turns old.</summary>
/// <param name="Turns">Turns of its loop.</param>
/// <param name="Messages">Messages processed.</param>
/// <param name="Sleeps">Times it slept.</param>
/// <param name="Wakeups">Sleeps that a message or a kick ended, not a timer.</param>
/// <param name="BusyTicks">Stopwatch ticks in turns in which something moved; an estimate from samples.</param>
/// <param name="TotalTicks">Stopwatch ticks since it started.</param>
public readonly record struct IslandLoad(long Turns, long Messages, long Sleeps, long Wakeups, long BusyTicks, long TotalTicks)
{
    /// <summary>The share of time in which something moved, 0 to 1.</summary>
    public double BusyShare => TotalTicks > 0 ? Math.Min(1, BusyTicks / (double)TotalTicks) : 0;
}
