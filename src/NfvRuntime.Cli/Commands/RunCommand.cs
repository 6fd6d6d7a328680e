using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using NfvRuntime.Chains;
using NfvRuntime.Cli.Kinds;
using NfvRuntime.Cli.Output;
using NfvRuntime.Cli.Respawning;
using NfvRuntime.Counters;
using NfvRuntime.Runtime;
using NfvRuntime.WebConsole;

namespace NfvRuntime.Cli.Commands;

/// <summary>
/// <c>nfv run FILE</c>: runs a chain until its inputs have ended and everything has drained, or for a stated time, or until a signal.
/// Its exit status is one of <see cref="ExitStatus"/>.
/// </summary>
internal static class RunCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The chain file." };
        var time = new Option<TimeSpan?>("--for")
        {
            Description = "Stay up for so long (500ms, 10s, 5m, 1h), even if all inputs have ended before.",
            CustomParser = ParseTime,
        };
        var json = new Option<bool>("--json") { Description = "Print the summary as one JSON document (docs/cli.md)." };
        var listen = new Option<ListenAddress?>("--listen")
        {
            Description = $"Answer /metrics and /healthz over HTTP there; port {ListenAddress.DefaultPort} if none is given, any free one for 0.",
            HelpName = "ADDRESS[:PORT]",
            CustomParser = ParseListen,
        };
        var anywhere = new Option<bool>("--listen-anywhere")
        {
            Description = "Let --listen take an address that others can reach: there is no password.",
        };
        var respawn = new Option<bool>("--respawn")
        {
            Description = "Run the chain in a child process, and start it again when that is killed, crashes, or is ended by the watchdog.",
        };
        Option<string[]> extensions = ExtensionsOption.Create();
        var command = new Command("run", "Runs a chain and prints its books.") { file, time, json, listen, anywhere, respawn, extensions };
        command.Validators.Add(result =>
        {
            if (result.GetValue(listen) is { IsLoopback: false } open && !result.GetValue(anywhere))
            {
                result.AddError($"--listen {open.Address}: others can reach this address, and nothing asks them for a password. "
                    + "Listen on 127.0.0.1 or [::1], or add --listen-anywhere if that is meant.");
            }
        });
        command.SetAction((parse, cancel) => parse.GetValue(respawn) && ParentProcess.Respawns is null ? Respawner.RunAsync(cancel) : RunAsync(
            ChainLoading.Load(parse.GetRequiredValue(file), parse.GetRequiredValue(extensions)),
            parse.GetValue(time),
            parse.GetValue(json),
            parse.GetValue(listen),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(ChainPlan? plan, TimeSpan? time, bool json, ListenAddress? listen, CancellationToken cancel)
    {
        if (plan is null || !ParentProcess.Follow())
        {
            return ExitStatus.Error;
        }

        ChainRuntime runtime;
        try
        {
            runtime = await ChainRuntime.StartAsync(plan, entry => Console.Error.WriteLine($"{entry.LogSource}: {entry.Message}"), GuestKinds.All);
        }
        catch (ChainStartException e)
        {
            foreach (string line in e.Message.Split('\n'))
            {
                await Console.Error.WriteLineAsync($"error: {line}");
            }

            return e is ChainHungException ? ExitStatus.Watchdog : ExitStatus.Error;
        }

        runtime.Counters.AddBlock([new(LabelKeys.Chain, plan.Name)], Catalogue.ProcessRespawns)[0].Set((ulong)(ParentProcess.Respawns ?? 0));
        RunSummary summary;
        await using (runtime)
        {
            await using Observers? observers = await Observers.StartAsync(runtime, listen);
            if (observers is null)
            {
                return ExitStatus.Error;
            }

            var clock = Stopwatch.StartNew();
            RunEnding ending = await LiveTable.ShowWhile(runtime, clock, RunWaiting.WaitAsync(runtime, time, cancel), show: !json);
            if (ending == RunEnding.Watchdog)
            {
                HungRun.End(runtime, plan, clock.Elapsed, json);
            }

            await runtime.StopAsync(Patience);
            summary = RunSummary.Of(runtime, plan, ending, clock.Elapsed);
        }

        summary = summary.WithPortsClosed(runtime);
        if (json)
        {
            Console.WriteLine(summary.ToJson());
        }
        else
        {
            SummaryTable.Print(summary);
        }

        foreach (string error in summary.Errors)
        {
            await Console.Error.WriteLineAsync($"error: {error}");
        }

        return summary.Ending == RunEnding.Fault ? ExitStatus.StoppedByFault
            : summary.Balances && summary.Errors.Count == 0 ? ExitStatus.Success : ExitStatus.Error;
    }

    private static ListenAddress? ParseListen(ArgumentResult result)
    {
        if (ListenAddress.TryParse(result.Tokens[0].Value, out ListenAddress? address, out string? error))
        {
            return address;
        }

        result.AddError($"--listen {result.Tokens[0].Value}: {error}.");
        return null;
    }

    private static TimeSpan? ParseTime(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Durations.TryParse(text, out TimeSpan time))
        {
            return time;
        }

        result.AddError($"--for {text}: a time is a number and ms, s, m or h, such as 10s.");
        return null;
    }
}
