using System.Globalization;
using NfvRuntime.Cli.Commands;
using NfvRuntime.Runtime;
using Spectre.Console;

namespace NfvRuntime.Cli.Output;

/// <summary>The summary for people: what came in, where it went, and whether it adds up.</summary>
internal static class SummaryTable
{
    private const int MostCounts = 5;

    public static void Print(RunSummary summary)
    {
        IAnsiConsole console = AnsiConsole.Console;
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = 140;
        }

        console.Write(BooksTable.Of(summary.Ports, summary.Stages));
        if (summary.Guests is { } guests)
        {
            console.Write(BooksTable.Of(guests));
        }

        string ending = summary.Ending switch
        {
            RunEnding.InputsEnded => "all inputs ended",
            RunEnding.Time => "the time was over",
            RunEnding.Fault => "stopped because of a fault",
            RunEnding.Watchdog => "ended by the watchdog",
            _ => "stopped by a signal",
        };
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary.Chain}: {summary.Seconds:F3} s, {ending}"));
        string dropped = summary.Dropped.Count == 0 ? "0 dropped" : string.Join(", ", summary.Dropped.Select(d => $"{d.Value} {d.Key}"));
        console.WriteLine(
            $"{summary.Received} received + {summary.Created} created {(summary.Balances ? "=" : "is not")} " +
            $"{summary.Sent} sent + {summary.Consumed} consumed + {dropped} + {summary.Held} held"
            + (summary.Lost is { } lost and not 0 ? $" + {lost} lost or left in guests" : ""));
        foreach (StageReport stage in summary.Stages)
        {
            PrintCounts(console, stage);
        }

        foreach (PathReport path in summary.Paths)
        {
            if (path.Latency is { } latency)
            {
                console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"path {path.Name}: latency {TimeText.Of(latency.P50Microseconds)} median, {TimeText.Of(latency.P99Microseconds)} p99 ({latency.Samples} bursts sampled)"));
            }
        }

        foreach (RegionAuditResult region in summary.Regions)
        {
            console.WriteLine(region.Holds ? $"every buffer accounted for ({region.Usable})" : $"buffers do not add up: {region}");
        }

        foreach (string remark in summary.Remarks)
        {
            console.WriteLine(remark);
        }
    }

    /// <summary>What only the stage's kind counts, the first of it; <c>--json</c> has all.</summary>
    private static void PrintCounts(IAnsiConsole console, StageReport stage)
    {
        KeyValuePair<string, ulong>[] counts = [.. stage.Counts.Where(count => count.Value > 0)];
        foreach ((string metric, ulong value) in counts.Take(MostCounts))
        {
            console.WriteLine($"stage {stage.Name}: {metric} {value}");
        }

        if (counts.Length > MostCounts)
        {
            console.WriteLine($"stage {stage.Name}: {counts.Length - MostCounts} more with --json");
        }
    }
}
