using System.Diagnostics;

namespace NfvRuntime.Cli.Bench.Actors;

/// <summary>Takes messages and completes a task with the time of the last.</summary>
internal sealed class FloodSink(int expected, TaskCompletionSource<long> done) : UntypedActor
{
    private int _left = expected;

    protected override void OnReceive(object message)
    {
        if (--_left == 0)
        {
            done.SetResult(Stopwatch.GetTimestamp());
        }
    }
}
