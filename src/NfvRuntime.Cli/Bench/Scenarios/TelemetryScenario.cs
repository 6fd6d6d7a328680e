using System.Diagnostics;
using NfvRuntime.Chains;
using NfvRuntime.Cli.Bench.Watching;
using NfvRuntime.Counters;
using NfvRuntime.Guests;
using NfvRuntime.Runtime;
using NfvRuntime.Stages;

namespace NfvRuntime.Cli.Bench.Scenarios;

/// <summary>
/// One chain under full load, as <c>nfv run</c> runs it, with all telemetry on: latency sampled, <c>/metrics</c> scraped, figures pushed by
/// OTLP. The reference is the same chain with all of that off.
/// </summary>
internal sealed class TelemetryScenario(int stages, int frameBytes, int burst, TimeSpan every) : IBenchScenario
{
    private (long Scrapes, long ScrapeBytes, long Pushes, long PushBytes) _seen;

    public string Name => "telemetry";

    public string Reference => "telemetry off";

    public int? Stages => stages;

    public int Burst => burst;

    public int Cpus => 2;

    public double ReferenceFloorMpps => 10.0 / Math.Max(1, stages / 4.0);

    public BenchRun RunActors(TimeSpan warmUp, TimeSpan time) => Run(watched: true, warmUp, time);

    public BenchRun RunReference(TimeSpan warmUp, TimeSpan time) => Run(watched: false, warmUp, time);

    public BenchResult Complete(BenchResult result)
    {
        bool seen = _seen is { Scrapes: > 0, Pushes: > 0 };
        return result with
        {
            Scrapes = _seen.Scrapes,
            ScrapeBytes = _seen.ScrapeBytes / Math.Max(1, _seen.Scrapes),
            Pushes = _seen.Pushes,
            PushBytes = _seen.PushBytes / Math.Max(1, _seen.Pushes),
            EverySeconds = every.TotalSeconds,
            Inconclusive = result.Inconclusive || !seen,
            InconclusiveBecause = result.InconclusiveBecause ?? (seen ? null : "nothing was scraped, or nothing pushed"),
        };
    }

    public void Dispose()
    {
    }

    private BenchRun Run(bool watched, TimeSpan warmUp, TimeSpan time)
    {
        ChainRuntime runtime = ChainRuntime.StartAsync(Plan(watched), static _ => { }).GetAwaiter().GetResult();
        try
        {
            using Watchers? watchers = watched ? new Watchers(runtime, every) : null;
            BenchRun run = Measure(runtime.Segment.Ports[1].Transmit[0].Books.Packets, warmUp, time);
            if (watchers is not null)
            {
                var (scrapes, scrapeBytes, pushes, pushBytes) = watchers.Seen;
                _seen = (_seen.Scrapes + scrapes, _seen.ScrapeBytes + scrapeBytes, _seen.Pushes + pushes, _seen.PushBytes + pushBytes);
            }

            return run;
        }
        finally
        {
            runtime.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static BenchRun Measure(Counter sent, TimeSpan warmUp, TimeSpan time)
    {
        Thread.Sleep(warmUp);
        long allocated = GC.GetTotalAllocatedBytes();
        ulong before = sent.Value;
        long start = Stopwatch.GetTimestamp();
        Thread.Sleep(time);
        ulong after = sent.Value;
        return new BenchRun((long)(after - before), Stopwatch.GetElapsedTime(start), GC.GetTotalAllocatedBytes() - allocated);
    }

    private ChainPlan Plan(bool watched)
    {
        string[] names = [.. Enumerable.Range(0, stages).Select(i => $"s{i}")];
        string text =
            $$"""
            chain: bench
            ports: { source: { open: "flood:", frame: {{frameBytes}} }, sink: "flood:" }
            stages: { {{string.Join(", ", names.Select(name => $"{name}: {{ kind: touch }}"))}} }
            paths: { main: "{{string.Join(" -> ", ["source", .. names, "sink"])}}" }
            options: { burst: {{burst}}, policy: busy{{(watched ? "" : ", latency-every: off")}} }
            """;
        ChainResult result = ChainFile.Parse(text, "bench", new StageCatalogue([TouchStage.Kind]), PortKinds.All);
        return result.Plan ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
