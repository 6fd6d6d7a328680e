using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NfvRuntime.Cli.Bench.Actors;

/// <summary><c>nfv bench actors</c>: what a message costs.</summary>
internal static class ActorsCommand
{
    public static Command Create(Option<bool> json, Option<int> runs, JsonSerializerOptions format)
    {
        var command = new Command("actors", "Messages on one island and between two, against a bare array ring.") { json, runs };
        command.SetAction(parse =>
        {
            ActorsResult result = Measure(parse.GetValue(runs));
            Console.WriteLine(parse.GetValue(json) ? JsonSerializer.Serialize(result, format) : Text(result));
            return 0;
        });
        return command;
    }

    private static ActorsResult Measure(int runs)
    {
        List<double> hops = [], bytes = [], flood = [], pingPong = [], reference = [], ratio = [];
        for (int run = 0; run <= runs; run++)
        {
            double bare = ActorsScenario.Reference().Nanoseconds;
            Batch same = ActorsScenario.SameIsland();
            double across = ActorsScenario.CrossIslandFlood().Nanoseconds;
            double hop = ActorsScenario.PingPong().Nanoseconds;
            if (run == 0)
            {
                continue; // For the JIT compiler: tiers change while it runs.
            }

            reference.Add(bare);
            hops.Add(same.Nanoseconds);
            bytes.Add(same.Bytes);
            flood.Add(across);
            pingPong.Add(hop);
            ratio.Add(same.Nanoseconds / bare);
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"run {run}/{runs}: {same.Nanoseconds:F1} ns a hop, {bare:F1} ns the bare ring, {across:F0} ns flood, {hop:F0} ns ping-pong"));
        }

        return new ActorsResult
        {
            SameIslandNs = Median(hops, 2),
            SameIslandBytes = Median(bytes, 4),
            CrossIslandFloodNs = Median(flood, 1),
            PingPongSpinNs = Median(pingPong, 1),
            ReferenceNs = Median(reference, 2),
            Ratio = Median(ratio, 3),
            Runs = runs,
            Cpus = Math.Min(2, Environment.ProcessorCount),
            Cpu = BenchRunner.CpuModel(),
            Runtime = RuntimeInformation.FrameworkDescription,
        };
    }

    private static string Text(ActorsResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        on one island: {result.SameIslandNs:F1} ns a message, {result.SameIslandBytes:F3} bytes; {result.Ratio:F2} times a bare array ring ({result.ReferenceNs:F1} ns)
        between two islands: {result.CrossIslandFloodNs:F0} ns a message in a flood, {result.PingPongSpinNs:F0} ns one way while both spin
        {result.Cpu}; {result.Runtime}
        """);

    private static double Median(List<double> values, int digits)
    {
        values.Sort();
        return Math.Round(values[values.Count / 2], digits);
    }
}
