using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NfvRuntime.Cli.Bench.Actors;
using NfvRuntime.Cli.Bench.Guests;
using NfvRuntime.Cli.Bench.Live;
using NfvRuntime.Cli.Bench.Scenarios;

namespace NfvRuntime.Cli.Bench;

/// <summary><c>nfv bench pipe|vale|chain|telemetry|live|guests</c>: measures the runtime against a bare loop over the same memory, or against itself unwatched.</summary>
internal static class BenchCommand
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document (docs/cli.md)." };
        var runs = new Option<int>("--runs") { Description = "Pairs of runs that count.", DefaultValueFactory = _ => 7 };
        var seconds = new Option<double>("--seconds") { Description = "Length of each run.", DefaultValueFactory = _ => 1.0 };
        var frame = new Option<int>("--frame") { Description = "Frame length without CRC, 60 to 1514.", DefaultValueFactory = _ => 60 };
        var burst = new Option<int>("--burst") { Description = "Packets in a burst; 64 for chain, 256 for pipe and vale." };
        var stages = new Option<int>("--stages") { Description = "Stages of the chain, 0 to 32.", DefaultValueFactory = _ => 4 };
        Range(runs, 1, 1000);
        Range(frame, 60, 1514);
        Range(stages, 0, 32);
        burst.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > Sdk.Burst.MaxCapacity)
            {
                result.AddError($"--burst is 1 to {Sdk.Burst.MaxCapacity}.");
            }
        });
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.05 and <= 600))
            {
                result.AddError("--seconds is 0.05 to 600.");
            }
        });

        var command = new Command("bench", "Measures the runtime against a bare loop over the same memory, or unwatched, run by run.");
        command.Add(Make("pipe", "Two islands on two CPUs joined by a netmap pipe.", 256, (parse, size) => LinkScenario.Pipe(parse.GetValue(frame), size)));
        command.Add(Make("vale", "Two islands on two CPUs joined by a VALE learning switch.", 256, (parse, size) => LinkScenario.Vale(parse.GetValue(frame), size)));
        Command chain = Make(
            "chain", "Stages that read and write every header, on one island.", 64, (parse, size) => new ChainScenario(parse.GetValue(stages), parse.GetValue(frame), size));
        chain.Add(stages);
        command.Add(chain);
        command.Add(ActorsCommand.Create(json, runs, Json));
        var every = new Option<double>("--every") { Description = "Seconds between two scrapes, and two pushes.", DefaultValueFactory = _ => 0.5 };
        every.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.01 and <= 600))
            {
                result.AddError("--every is 0.01 to 600.");
            }
        });
        Command telemetry = Make(
            "telemetry",
            "The same chain with all telemetry on (scraped, pushed by OTLP, latency sampled) and off.",
            64,
            (parse, size) => new TelemetryScenario(
                parse.GetValue(stages), parse.GetValue(frame), size, TimeSpan.FromSeconds(parse.GetValue(every))));
        telemetry.Add(stages);
        telemetry.Add(every);
        command.Add(telemetry);
        command.Add(LiveBenchCommand.Create());
        command.Add(GuestsCommand.Create());
        command.Add(GuestsCommand.CreateEcho());
        return command;

        Command Make(string name, string description, int usualBurst, Func<ParseResult, int, IBenchScenario> scenario)
        {
            var made = new Command(name, description) { json, runs, seconds, frame, burst };
            made.SetAction(parse =>
            {
                int size = parse.GetResult(burst) is null ? usualBurst : parse.GetValue(burst);
                using IBenchScenario s = scenario(parse, size);
                Run(s, parse.GetValue(frame), parse.GetValue(runs), TimeSpan.FromSeconds(parse.GetValue(seconds)), parse.GetValue(json));
                return 0;
            });
            return made;
        }
    }

    private static void Run(IBenchScenario scenario, int frameBytes, int runs, TimeSpan time, bool json)
    {
        BenchResult result = scenario.Complete(BenchRunner.Run(scenario, frameBytes, runs, time, (run, actors, reference) =>
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"run {run}/{runs}: {actors.Mpps:F1} Mpps, {scenario.Reference} {reference.Mpps:F1} Mpps, ratio {actors.Mpps / reference.Mpps:F3}"))));
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(result, Json));
            return;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {result.Bench}{(result.Stages is { } n ? $", {n} stages" : "")}: median {result.MedianMpps:F1} Mpps ({result.MinMpps:F1} to {result.MaxMpps:F1}), {result.FrameBytes}-byte frames, bursts of {result.Burst}, {result.Cpus} CPU(s)
            {scenario.Reference}: {result.ReferenceMpps:F1} Mpps, ratio {result.Ratio:F3}; {result.AllocatedBytesPerPacket:F4} bytes allocated per packet
            {result.Cpu}; {result.Runtime}
            """));
        if (result.InconclusiveBecause is { } because)
        {
            Console.WriteLine($"Inconclusive: {because}.");
        }
    }

    internal static void Range(Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        int value = result.GetValueOrDefault<int>();
        if (value < least || value > most)
        {
            result.AddError($"{option.Name} is {least} to {most}.");
        }
    });
}
