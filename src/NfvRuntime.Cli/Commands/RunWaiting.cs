using NfvRuntime.Runtime;

namespace NfvRuntime.Cli.Commands;

/// <summary>Waits for whatever ends a run.</summary>
internal static class RunWaiting
{
    /// <param name="runtime">The running chain.</param>
    /// <param name="time">How long to run; null until all inputs have ended.</param>
    /// <param name="cancel">Ends the run in order.</param>
    public static async Task<RunEnding> WaitAsync(ChainRuntime runtime, TimeSpan? time, CancellationToken cancel)
    {
        try
        {
            Task over = time is { } limit ? Task.Delay(limit, cancel) : runtime.Drained;
            Task first = await Task.WhenAny(over, runtime.Failure, runtime.Hung).WaitAsync(cancel);
            if (first == runtime.Hung)
            {
                return RunEnding.Watchdog;
            }

            // A chain that gives up also runs dry: the failure is the reason, whichever is seen first.
            if (runtime.Failure.IsCompleted || first.IsFaulted)
            {
                return RunEnding.Fault;
            }

            await first;
            return time is null ? RunEnding.InputsEnded : RunEnding.Time;
        }
        catch (OperationCanceledException)
        {
            return RunEnding.Signal;
        }
    }
}
