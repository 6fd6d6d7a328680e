using System.Globalization;
using System.Runtime.InteropServices;

namespace NfvRuntime.Cli.Bench.Live;

/// <summary>Measures the bridge, <c>packet:</c> and <c>tap:</c> in turn, so that all meet the same weather.</summary>
internal static class LiveRounds
{
    /// <summary>More spread than this between the bridge's own middle rounds, and the machine was too noisy for a statement.</summary>
    private const double NoisyIqrPercent = 30;

    private const string Bridge = "bridge";
    private static readonly string[] Targets = [Bridge, "packet", "tap"];

    public static async Task<LiveResult> RunAsync(int runs, TimeSpan time, Action<string> progress, CancellationToken cancel)
    {
        var tcp = Targets.ToDictionary(target => target, _ => new List<double>());
        var small = Targets.ToDictionary(target => target, _ => new List<double>());
        using (var network = new LiveNetwork())
        {
            for (int run = 0; run < runs; run++)
            {
                foreach (string target in Targets)
                {
                    using IDisposable joined = target == Bridge ? network.JoinByBridge() : network.JoinByChain(target);
                    LivePath path = network.PathOf(target);
                    await path.WaitUntilUpAsync(cancel);
                    tcp[target].Add(await path.MeasureTcpAsync(time, cancel));
                    small[target].Add(await path.MeasureSmallAsync(time, cancel));
                    progress(string.Create(
                        CultureInfo.InvariantCulture,
                        $"round {run + 1}/{runs}: {target} {tcp[target][^1]:F2} Gb/s, {small[target][^1]:F3} Mpps"));
                }
            }
        }

        return new LiveResult
        {
            Bench = "live",
            Results = [.. Targets.Select(target => new LiveTarget(
                target, LiveFigure.Of(tcp[target]), Ratio(tcp[target], tcp[Bridge]), LiveFigure.Of(small[target]), Ratio(small[target], small[Bridge])))],
            InconclusiveBecause = Doubt(tcp[Bridge], small[Bridge]),
            Inconclusive = Doubt(tcp[Bridge], small[Bridge]) is not null,
            Runs = runs,
            Seconds = time.TotalSeconds,
            FrameBytes = SmallFrames.Length,
            Stage = LiveNetwork.StageKind,
            Cpus = Environment.ProcessorCount,
            Cpu = BenchRunner.CpuModel(),
            Kernel = Environment.OSVersion.Version.ToString(),
            Runtime = RuntimeInformation.FrameworkDescription,
        };
    }

    private static double Ratio(List<double> values, List<double> bridge) => Math.Round(
        BenchRunner.Quantile([.. values.Zip(bridge, (value, reference) => reference == 0 ? 0 : value / reference).Order()], 0.5), 3);

    private static string? Doubt(List<double> tcp, List<double> small)
    {
        double spread = Math.Max(Spread(tcp), Spread(small));
        return Environment.ProcessorCount < 2 ? "needs 2 CPUs, the process has 1"
            : spread > NoisyIqrPercent ? string.Create(CultureInfo.InvariantCulture, $"the bridge's own middle rounds are {spread:F0} % apart")
            : null;
    }

    private static double Spread(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        double median = BenchRunner.Quantile(sorted, 0.5);
        return median == 0 ? 100 : 100 * (BenchRunner.Quantile(sorted, 0.75) - BenchRunner.Quantile(sorted, 0.25)) / median;
    }
}
