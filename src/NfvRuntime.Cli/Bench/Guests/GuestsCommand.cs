using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace NfvRuntime.Cli.Bench.Guests;

/// <summary>
/// <c>nfv bench guests</c>: guests in a line, beside the same link within one process. Exit status: 0 if it was measured, 1 if not.
/// </summary>
internal static class GuestsCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document (docs/cli.md)." };
        var chain = new Option<int>("--chain") { Description = "Guests in the line, 2 to 32.", DefaultValueFactory = _ => 2 };
        var link = new Option<string>("--link") { Description = "What joins them.", DefaultValueFactory = _ => "pipe" };
        var kind = new Option<string>("--kind") { Description = "What a guest is.", DefaultValueFactory = _ => "process" };
        var runs = new Option<int>("--runs") { Description = "Pairs of runs that count.", DefaultValueFactory = _ => 9 };
        var seconds = new Option<double>("--seconds") { Description = "Length of each run, 0.1 to 2.", DefaultValueFactory = _ => 0.5 };
        var frame = new Option<int>("--frame") { Description = "Frame length without CRC, 60 to 1513.", DefaultValueFactory = _ => 60 };
        var burst = new Option<int>("--burst") { Description = "Packets in a burst.", DefaultValueFactory = _ => 256 };
        var slots = new Option<int>("--slots") { Description = "Slots of each link's ring, 64 to 4096.", DefaultValueFactory = _ => 1024 };
        var settle = new Option<double>("--settle")
        {
            Description = "Seconds that guests run before they are measured: the JIT compiler has to come to rest.",
            DefaultValueFactory = _ => 4,
        };
        link.AcceptOnlyFromAmong("pipe", "vale");
        kind.AcceptOnlyFromAmong("process");
        BenchCommand.Range(chain, 2, 32);
        BenchCommand.Range(runs, 1, 1000);
        BenchCommand.Range(frame, 60, 1513);
        BenchCommand.Range(burst, 1, Sdk.Burst.MaxCapacity);
        BenchCommand.Range(slots, 64, 4096);
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.1 and <= 2)) // guests stand still meanwhile, and must not be taken for dead
            {
                result.AddError("--seconds is 0.1 to 2.");
            }
        });
        settle.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0 and <= 60))
            {
                result.AddError("--settle is 0 to 60.");
            }
        });
        var command = new Command("guests", "Guests in a line, flooded: throughput, kicks, CPU time, latency, and what it costs to wake them.")
        {
            chain, link, kind, runs, seconds, settle, frame, burst, slots, json,
        };
        command.SetAction((parse, cancel) => RunAsync(
            folder => new GuestLine(
                parse.GetValue(chain), parse.GetValue(link)!, parse.GetValue(frame), parse.GetValue(burst), parse.GetValue(slots), folder),
            parse.GetValue(runs),
            TimeSpan.FromSeconds(parse.GetValue(seconds)),
            TimeSpan.FromSeconds(parse.GetValue(settle)),
            parse.GetValue(json),
            cancel));
        return command;
    }

    /// <summary>The second process of the bare ping-pong, which users do not see.</summary>
    public static Command CreateEcho()
    {
        var there = new Argument<int>("THERE");
        var back = new Argument<int>("BACK");
        var command = new Command(BarePingPong.EchoCommand) { there, back };
        command.Hidden = true;
        command.SetAction(parse => BarePingPong.Echo(parse.GetValue(there), parse.GetValue(back)));
        return command;
    }

    private static async Task<int> RunAsync(Func<string, GuestLine> line, int runs, TimeSpan time, TimeSpan settling, bool json, CancellationToken cancel)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("nfv-bench-");
        try
        {
            GuestsResult result = await new GuestRounds(line(folder.FullName), runs, time, settling, Console.Error.WriteLine).RunAsync(cancel);
            Console.WriteLine(json ? JsonSerializer.Serialize(result, BenchCommand.Json) : Describe(result));
            return 0;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("stopped by a signal: nothing can be said");
            return 1;
        }
        catch (GuestBenchException e)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            return 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Describe(GuestsResult result)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"""
            {result.Chain} guests joined by {result.Link}: median {result.MedianMpps:F1} Mpps ({result.MinMpps:F1} to {result.MaxMpps:F1}), {result.FrameBytes}-byte frames, bursts of {result.Burst}, rings of {result.Slots}
            {result.Reference}: {result.ReferenceMpps:F1} Mpps, ratio {result.Ratio:F3}
            {result.KicksPerPacket:G3} kicks and {result.CpuNsPerPacketHop:F2} ns of CPU time a packet and hop; {result.Islands} islands on {result.Cpus} CPUs
            {Say("10", result.LatencyAtTenth)}
            {Say("90", result.LatencyAtNineTenths)}
            round trip of two sleeping guests {result.WakeRoundTripNs:F0} ns, bare {result.BareRoundTripNs:F0} ns, ratio {result.WakeRatio:F2}; asleep they use {100 * result.IdleCpu:F3} % of a CPU
            {result.Cpu}; {result.Runtime}
            """);
        return result.InconclusiveBecause is { } because ? $"{text}\nInconclusive: {because}." : text;

        static string Say(string share, GuestLatency latency) => string.Create(CultureInfo.InvariantCulture,
            $"latency at {share} % of that ({latency.RateMpps:F2} Mpps): p50 {latency.P50Ns / 1000:F1} us, p99 {latency.P99Ns / 1000:F1} us, p99.9 {latency.P999Ns / 1000:F1} us");
    }
}
