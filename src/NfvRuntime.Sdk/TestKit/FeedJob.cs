using System.Diagnostics;

namespace NfvRuntime.Sdk.TestKit;

/// <summary>A long feeding, done turn by turn on the island.</summary>
internal sealed class FeedJob(InputState input, FrameMaker make, long packets)
{
    private long _fed;
    private long _allocatedBefore;
    private long _startedAt;

    /// <summary>Feeds as far as credits reach.</summary>
    /// <returns>What it took, when all is fed; else null.</returns>
    public FeedResult? Continue()
    {
        if (_startedAt == 0)
        {
            _startedAt = Stopwatch.GetTimestamp();
            _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        }

        while (_fed < packets)
        {
            int fed = input.Feed(make, packets - _fed);
            if (fed == 0)
            {
                return null;
            }

            _fed += fed;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore;
        return new FeedResult(packets, allocated, Stopwatch.GetElapsedTime(_startedAt));
    }
}
