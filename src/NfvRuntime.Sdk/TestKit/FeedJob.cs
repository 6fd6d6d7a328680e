using System.Diagnostics;

namespace NfvRuntime.Sdk.TestKit;

/// <summary>A long feeding, done turn by turn on the island.</summary>
internal sealed class FeedJob(InputState input, FrameMaker make, long packets)
{
    private readonly TaskCompletionSource<FeedResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _fed;
    private long _allocatedBefore;
    private long _startedAt;

    public Task<FeedResult> Done => _done.Task;

    /// <summary>Feeds as far as credits reach.</summary>
    /// <returns>True when all is fed.</returns>
    public bool Continue()
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
                return false;
            }

            _fed += fed;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore;
        _done.SetResult(new FeedResult(packets, allocated, Stopwatch.GetElapsedTime(_startedAt)));
        return true;
    }

    public void Fail(Exception fault) => _done.TrySetException(fault);
}
