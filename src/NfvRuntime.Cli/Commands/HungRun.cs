using System.Diagnostics;
using NfvRuntime.Chains;
using NfvRuntime.Cli.Output;
using NfvRuntime.Runtime;

namespace NfvRuntime.Cli.Commands;

/// <summary>Ends the process of a chain in which something does not return: that thread can be ended in no other way.</summary>
internal static class HungRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Prints what is known and ends the process. Does not return.</summary>
    public static void End(ChainRuntime runtime, ChainPlan plan, TimeSpan elapsed, bool json)
    {
        // Whatever the printing waits for, the process ends.
        new Thread(() =>
        {
            Thread.Sleep(Patience);
            Process.GetCurrentProcess().Kill();
        })
        { IsBackground = true }.Start();
        string error = $"{runtime.Hung.Result}; the process is ended";
        Console.Error.WriteLine($"error: {error}");
        try
        {
            RunSummary summary = RunSummary.Of(runtime, plan, RunEnding.Watchdog, elapsed) with { Errors = [error] };
            summary = summary with { Balances = AddsUp(summary) }; // of the whole: what does not return has a burst in its hands
            if (json)
            {
                Console.WriteLine(summary.ToJson());
            }
            else
            {
                SummaryTable.Print(summary);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Console.Error.WriteLine($"error: no summary: {e.Message}");
        }

        Environment.Exit(ExitStatus.Watchdog);
    }

    private static bool AddsUp(RunSummary summary) => summary.Received + summary.Created
        == summary.Sent + summary.Consumed + summary.Held + summary.Dropped.Values.Aggregate(0UL, (sum, packets) => sum + packets);
}
