using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Runtime;

/// <summary>
/// Measures how long an island has been in one call. It counts its own looks, not the time between them: a process that was stopped
/// (SIGSTOP, a sleeping laptop, a debugger) looks late, and then only once.
/// </summary>
/// <param name="period">Time between two looks.</param>
internal sealed class StallClock(TimeSpan period)
{
    private IslandPulse _last;
    private int _looks;

    /// <summary>How long, at least, the island has been in the call in which it is now; zero if it is in none.</summary>
    public TimeSpan Stalled => period * _looks;

    /// <summary>Looks.</summary>
    /// <param name="now">Where the island is.</param>
    /// <param name="counts">False while time does not count, as under a debugger.</param>
    public void Look(IslandPulse now, bool counts = true)
    {
        _looks = counts && now.Running is not null && now == _last ? _looks + 1 : 0;
        _last = now;
    }
}
