using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace NfvRuntime.Cli.Bench.Live;

/// <summary>
/// <c>nfv bench live</c>: real traffic through one stage between two interfaces, beside a Linux bridge in its place. Exit status: 0 if it was
/// measured, 2 if it cannot be measured here (no root, a program is missing), 1 after anything else.
/// </summary>
internal static class LiveBenchCommand
{
    private const int CannotMeasure = 2;
    private static readonly string[] Programs = ["ip", "iperf3", "ping"];

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document (docs/cli.md)." };
        var runs = new Option<int>("--runs") { Description = "Rounds: each measures the bridge, packet: and tap: in turn.", DefaultValueFactory = _ => 5 };
        var seconds = new Option<int>("--seconds") { Description = "Length of each measurement, 1 to 60.", DefaultValueFactory = _ => 2 };
        BenchCommand.Range(runs, 1, 100);
        BenchCommand.Range(seconds, 1, 60);
        var command = new Command("live", "One stage between two network stacks, by packet: and by tap:, beside a Linux bridge. Needs root, ip, iperf3 and ping.")
        {
            json, runs, seconds,
        };
        command.SetAction((parse, cancel) => RunAsync(
            parse.GetValue(runs), TimeSpan.FromSeconds(parse.GetValue(seconds)), parse.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(int runs, TimeSpan time, bool json, CancellationToken cancel)
    {
        if (FindMissing() is { } missing)
        {
            await Console.Error.WriteLineAsync($"live traffic cannot be measured here: {missing}");
            return CannotMeasure;
        }

        try
        {
            LiveResult result = await LiveRounds.RunAsync(runs, time, line => Console.Error.WriteLine(line), cancel);
            Console.WriteLine(json ? JsonSerializer.Serialize(result, BenchCommand.Json) : Describe(result));
            return 0;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("stopped by a signal: nothing can be said");
            return 1;
        }
        catch (LiveBenchException e)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            return 1;
        }
    }

    private static string? FindMissing()
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/sbin"];
        return !Environment.IsPrivilegedProcess ? "it needs root: it makes network namespaces and interfaces"
            : Programs.FirstOrDefault(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))) is { } program
                ? $"the program {program} is not installed"
                : null;
    }

    private static string Describe(LiveResult result)
    {
        IEnumerable<string> lines = result.Results.Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Target,-7} TCP {Say(one.TcpGbps, "Gb/s")}, ratio {one.TcpRatio:F3}; {result.FrameBytes} bytes {Say(one.SmallMpps, "Mpps")}, ratio {one.SmallRatio:F3}"));
        string because = result.InconclusiveBecause is { } reason ? $"\nInconclusive: {reason}." : "";
        return $"{string.Join('\n', lines)}\n{result.Runs} rounds of {result.Seconds} s; {result.Cpu}, {result.Cpus} CPUs, Linux {result.Kernel}; {result.Runtime}{because}";

        static string Say(LiveFigure figure, string unit) =>
            string.Create(CultureInfo.InvariantCulture, $"{figure.Median:F2} {unit} ({figure.Min:F2} to {figure.Max:F2})");
    }
}
