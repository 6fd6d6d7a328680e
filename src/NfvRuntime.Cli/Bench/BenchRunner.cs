using System.Runtime.InteropServices;
using NfvRuntime.Cli.Bench.Scenarios;

namespace NfvRuntime.Cli.Bench;

/// <summary>
/// Runs a scenario with actors and by its reference loop in turn, so that both meet the same weather, and reports medians and the median
/// of the pairs' ratios.
/// </summary>
internal static class BenchRunner
{
    /// <summary>More spread than this between the middle runs, and the machine was too noisy for a statement.</summary>
    private const double NoisyIqrPercent = 30;

    public static BenchResult Run(IBenchScenario scenario, int frameBytes, int runs, TimeSpan time, Action<int, BenchRun, BenchRun>? progress)
    {
        TimeSpan warmUp = TimeSpan.FromMilliseconds(Math.Max(100, time.TotalMilliseconds / 4));

        // The first pair is for the JIT compiler: tiers change while it runs.
        scenario.RunReference(warmUp, time);
        scenario.RunActors(warmUp, time);

        var actors = new List<BenchRun>();
        var references = new List<BenchRun>();
        for (int run = 0; run < runs; run++)
        {
            references.Add(scenario.RunReference(warmUp, time));
            actors.Add(scenario.RunActors(warmUp, time));
            progress?.Invoke(run + 1, actors[^1], references[^1]);
        }

        double[] mpps = [.. actors.Select(run => run.Mpps).Order()];
        double reference = Quantile([.. references.Select(run => run.Mpps).Order()], 0.5);
        double median = Quantile(mpps, 0.5);
        double iqr = median == 0 ? 0 : 100 * (Quantile(mpps, 0.75) - Quantile(mpps, 0.25)) / median;
        string? because = Environment.ProcessorCount < scenario.Cpus ? $"needs {scenario.Cpus} CPUs, the process has {Environment.ProcessorCount}"
            : reference < scenario.ReferenceFloorMpps ? $"the reference reached {reference:F1} Mpps only, the floor is {scenario.ReferenceFloorMpps:F0}"
            : iqr > NoisyIqrPercent ? $"the middle runs are {iqr:F0} % apart"
            : null;
        return new BenchResult
        {
            Bench = scenario.Name,
            Stages = scenario.Stages,
            MedianMpps = Math.Round(median, 2),
            MinMpps = Math.Round(mpps[0], 2),
            MaxMpps = Math.Round(mpps[^1], 2),
            ReferenceMpps = Math.Round(reference, 2),
            Ratio = Math.Round(Quantile([.. actors.Zip(references, (a, r) => r.Packets == 0 ? 0 : a.Mpps / r.Mpps).Order()], 0.5), 3),
            IqrPercent = Math.Round(iqr, 1),
            Inconclusive = because is not null,
            InconclusiveBecause = because,
            AllocatedBytesPerPacket = Math.Round(actors.Sum(run => run.AllocatedBytes) / (double)Math.Max(1, actors.Sum(run => run.Packets)), 4),
            FrameBytes = frameBytes,
            Burst = scenario.Burst,
            Cpus = scenario.Cpus,
            Runs = runs,
            Cpu = CpuModel(),
            Runtime = $"{RuntimeInformation.FrameworkDescription}, {(System.Runtime.GCSettings.IsServerGC ? "server" : "workstation")} GC",
        };
    }

    internal static double Quantile(double[] sorted, double q)
    {
        double at = q * (sorted.Length - 1);
        int below = (int)at;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }

    internal static string CpuModel()
    {
        try
        {
            string? line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
            return line?[(line.IndexOf(':') + 1)..].Trim() ?? "unknown";
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
