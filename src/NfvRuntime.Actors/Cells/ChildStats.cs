using System.Diagnostics;

namespace NfvRuntime.Actors;

/// <summary>What a supervisor remembers of a child.</summary>
/// <param name="child">The child.</param>
internal sealed class ChildStats(LocalActorRef child)
{
    private int _restarts;
    private long _windowStart;

    public LocalActorRef Child => child;

    /// <summary>Whether it has been told to stop.</summary>
    public bool IsDying { get; set; }

    /// <summary>Counts a restart and says whether it is within the limit: so many in a window that opens with the first after it closed.</summary>
    public bool RequestRestart(int limit, int windowMilliseconds)
    {
        if (limit == 0)
        {
            return false;
        }

        if (windowMilliseconds <= 0)
        {
            return limit < 0 || ++_restarts <= limit;
        }

        long now = Stopwatch.GetTimestamp();
        if (_windowStart == 0 || Stopwatch.GetElapsedTime(_windowStart, now).TotalMilliseconds > windowMilliseconds)
        {
            _windowStart = now;
            _restarts = 1;
            return true;
        }

        return ++_restarts <= (limit > 0 ? limit : 1);
    }
}
