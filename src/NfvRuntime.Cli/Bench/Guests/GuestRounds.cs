using System.Diagnostics;
using System.Runtime.InteropServices;
using NfvRuntime.Cli.Bench.Scenarios;
using NfvRuntime.Ports;

namespace NfvRuntime.Cli.Bench.Guests;

/// <summary>
/// Measures guests in a line: throughput in turn with the same link between two islands of one process, then latency below that throughput, then what it
/// costs to sleep and to be woken.
/// </summary>
/// <param name="line">The guests.</param>
/// <param name="runs">Pairs of runs.</param>
/// <param name="time">Length of each run.</param>
/// <param name="settling">How long guests run before they are measured, so that their code is compiled for good.</param>
/// <param name="progress">Gets a line now and then.</param>
internal sealed class GuestRounds(GuestLine line, int runs, TimeSpan time, TimeSpan settling, Action<string> progress)
{
    /// <summary>More spread than this between the middle runs, and the machine was too noisy for a statement.</summary>
    private const double NoisyIqrPercent = 30;

    private const int WakesPerSecond = 500;
    private const int Wakes = 1000;
    private const int IdleWindows = 3; // in one of them the JIT compiler may have something to do

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Idleness = TimeSpan.FromSeconds(2);

    private readonly List<double> _mpps = [];
    private readonly List<double> _references = [];
    private GuestReading _sum;
    private int _islands;

    public async Task<GuestsResult> RunAsync(CancellationToken cancel)
    {
        await MeasureThroughputAsync(cancel);
        double[] sorted = [.. _mpps.Order()];
        double median = BenchRunner.Quantile(sorted, 0.5);
        double iqr = median == 0 ? 100 : 100 * (BenchRunner.Quantile(sorted, 0.75) - BenchRunner.Quantile(sorted, 0.25)) / median;
        GuestLatency tenth = await MeasureLatencyAsync(median, 0.1, cancel);
        GuestLatency nineTenths = await MeasureLatencyAsync(median, 0.9, cancel);
        double[] bare = BarePingPong.Measure(Wakes / 2, TimeSpan.FromSeconds(1.0 / WakesPerSecond));
        (double[] wakes, double idle) = await MeasureWakesAsync(cancel);
        bare = [.. bare, .. BarePingPong.Measure(Wakes / 2, TimeSpan.FromSeconds(1.0 / WakesPerSecond))];
        double wake = MedianOf(wakes), bareWake = MedianOf(bare);
        progress($"round trip: guests {wake:F0} ns, bare {bareWake:F0} ns; asleep: {100 * idle:F4} % of a CPU");
        string? because = Environment.ProcessorCount < 2 ? "needs 2 CPUs, the process has 1"
            : iqr > NoisyIqrPercent ? $"the middle runs are {iqr:F0} % apart"
            : null;
        return new GuestsResult
        {
            Bench = "guests",
            Chain = line.Guests,
            Link = line.Link,
            Kind = "process",
            MedianMpps = Math.Round(median, 2),
            MinMpps = Math.Round(sorted[0], 2),
            MaxMpps = Math.Round(sorted[^1], 2),
            Reference = $"{line.Link} within one process",
            ReferenceMpps = Math.Round(MedianOf(_references), 2),
            Ratio = Math.Round(MedianOf(_mpps.Zip(_references, static (own, reference) => reference == 0 ? 0 : own / reference)), 3),
            IqrPercent = Math.Round(iqr, 1),
            KicksPerPacket = _sum.Packets == 0 ? 0 : _sum.Kicks / (double)_sum.Packets,
            CpuNsPerPacketHop = _sum.Packets == 0 ? 0 : Math.Round(_sum.Cpu.TotalNanoseconds / _sum.Packets / line.Guests, 3),
            Hops = line.Guests,
            LatencyAtTenth = tenth,
            LatencyAtNineTenths = nineTenths,
            IdleCpu = idle,
            WakeRoundTripNs = Math.Round(wake),
            BareRoundTripNs = Math.Round(bareWake),
            WakeRatio = Math.Round(wake / bareWake, 3),
            Inconclusive = because is not null,
            InconclusiveBecause = because,
            Islands = _islands,
            FrameBytes = line.FrameBytes,
            Burst = line.Burst,
            Slots = line.Slots,
            Cpus = Environment.ProcessorCount,
            Runs = runs,
            Cpu = BenchRunner.CpuModel(),
            Runtime = RuntimeInformation.FrameworkDescription,
        };
    }

    private async Task MeasureThroughputAsync(CancellationToken cancel)
    {
        using IBenchScenario reference = line.Link == "vale"
            ? LinkScenario.Vale(line.FrameBytes, line.Burst)
            : LinkScenario.Pipe(line.FrameBytes, line.Burst);
        reference.RunActors(time, time); // for the JIT compiler
        await using GuestChain chain = await GuestChain.StartAsync(line.Full(), line.Folder);
        _islands = chain.Islands;
        await Task.Delay(settling, cancel);
        for (int run = 1; run <= runs; run++)
        {
            using (chain.Pause())
            {
                _references.Add(reference.RunActors(Breath, time).Mpps);
            }

            await Task.Delay(Breath, cancel);
            GuestReading before = chain.Read();
            long start = Stopwatch.GetTimestamp();
            await Task.Delay(time, cancel);
            GuestReading done = chain.Read() - before;
            _mpps.Add(done.Packets / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e6);
            _sum = new GuestReading(_sum.Packets + done.Packets, _sum.Kicks + done.Kicks, _sum.GuestCpu + done.GuestCpu, _sum.Cpu + done.Cpu);
            progress(FormattableString.Invariant(
                $"run {run}/{runs}: {_mpps[^1]:F1} Mpps, within one process {_references[^1]:F1} Mpps, ratio {_mpps[^1] / _references[^1]:F3}, {done.Kicks} kicks"));
        }
    }

    private async Task<GuestLatency> MeasureLatencyAsync(double median, double share, CancellationToken cancel)
    {
        ulong rate = (ulong)Math.Max(1000, median * share * 1e6);
        await using GuestChain chain = await GuestChain.StartAsync(line.Paced(rate), line.Folder);
        await Task.Delay(settling, cancel);
        int before = LatencyFile.Read(line.Latencies).Length;
        GuestReading start = chain.Read();
        await Task.Delay(Idleness, cancel);
        GuestReading done = chain.Read() - start;
        GuestLatency latency = GuestLatency.Of(
            done.Packets / Idleness.TotalSeconds / 1e6, LatencyFile.Read(line.Latencies).Skip(before).Select(static sample => (double)sample));
        progress(FormattableString.Invariant(
            $"{100 * share:F0} % of the maximum: {latency.RateMpps:F2} Mpps, p50 {latency.P50Ns:F0}, p99 {latency.P99Ns:F0}, p99.9 {latency.P999Ns:F0} ns"));
        return latency;
    }

    private async Task<(double[] RoundTrips, double IdleCpu)> MeasureWakesAsync(CancellationToken cancel)
    {
        await using GuestChain chain = await GuestChain.StartAsync(line.Wakes(WakesPerSecond, 2 * Wakes), line.Folder);
        for (var clock = Stopwatch.StartNew(); LatencyFile.Read(line.Latencies).Length < 2 * Wakes && clock.Elapsed < Patience;)
        {
            await Task.Delay(Breath, cancel);
        }

        // The first half is for the JIT compiler.
        double[] samples = [.. LatencyFile.Read(line.Latencies).Skip(Wakes).Select(static sample => (double)sample)];
        if (samples.Length == 0)
        {
            throw new GuestBenchException("no packet came back from the second guest");
        }

        await Task.Delay(settling, cancel);
        var shares = new double[IdleWindows];
        for (int i = 0; i < shares.Length; i++)
        {
            GuestReading before = chain.Read();
            await Task.Delay(Idleness, cancel);
            shares[i] = (chain.Read() - before).GuestCpu / Idleness;
        }

        return (samples, Math.Round(MedianOf(shares), 6));
    }

    private static double MedianOf(IEnumerable<double> values) => BenchRunner.Quantile([.. values.Order()], 0.5);
}
