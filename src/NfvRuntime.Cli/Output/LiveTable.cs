using System.Diagnostics;
using System.Globalization;
using NfvRuntime.Cli.Commands;
using NfvRuntime.Runtime;
using Spectre.Console;

namespace NfvRuntime.Cli.Output;

/// <summary>The books while the chain runs, twice a second, where standard output is a terminal.</summary>
internal static class LiveTable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    public static async Task<RunEnding> ShowWhile(ChainRuntime runtime, Stopwatch clock, Task<RunEnding> run, bool show)
    {
        if (!show || !AnsiConsole.Profile.Out.IsTerminal)
        {
            await new InterfaceLog(runtime).WriteWhile(run);
            return await run;
        }

        var live = new Table().Border(TableBorder.None).HideHeaders().AddColumn("");
        await AnsiConsole.Live(live).AutoClear(true).StartAsync(async context =>
        {
            ulong before = 0;
            TimeSpan at = TimeSpan.Zero;
            while (await Task.WhenAny(run, Task.Delay(Period)) != run)
            {
                Task<ChainReport> snapshot = runtime.ReportAsync();
                if (await Task.WhenAny(snapshot, run) == run || !snapshot.IsCompletedSuccessfully)
                {
                    continue; // it is over, or something does not return
                }

                ChainReport whole = await snapshot;
                SegmentReport report = whole.Books;
                TimeSpan now = clock.Elapsed;
                double rate = (report.Received - before) / Math.Max(1e-3, (now - at).TotalSeconds);
                (before, at) = (report.Received, now);
                live.Rows.Clear();
                live.AddRow(BooksTable.Of(report.Ports, report.Stages));
                if (whole.Guests.Count > 0)
                {
                    live.AddRow(BooksTable.Of(whole.Guests));
                }

                live.AddRow(new Text(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.Chain}: {now.TotalSeconds:F1} s, {rate / 1e6:F3} Mpps in; Ctrl-C stops")));
                foreach ((string port, string problem) in InterfaceLog.Problems(runtime))
                {
                    live.AddRow(new Text($"port '{port}': {problem}"));
                }

                context.Refresh();
            }
        });
        return await run;
    }
}
