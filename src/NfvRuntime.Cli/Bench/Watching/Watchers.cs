using NfvRuntime.Runtime;
using NfvRuntime.Telemetry;
using NfvRuntime.WebConsole;

namespace NfvRuntime.Cli.Bench.Watching;

/// <summary>Everything that can watch a chain at once: a server that is scraped, and a push to a collector that answers.</summary>
internal sealed class Watchers : IDisposable
{
    private readonly PushSink _sink = new();
    private readonly OtlpPush? _push;
    private readonly ConsoleServer _server;
    private readonly Scraper _scraper;

    /// <param name="runtime">The chain.</param>
    /// <param name="every">Time between two scrapes, and between two pushes.</param>
    public Watchers(ChainRuntime runtime, TimeSpan every)
    {
        Environment.SetEnvironmentVariable("OTEL_SDK_DISABLED", null);
        Environment.SetEnvironmentVariable("OTEL_METRICS_EXPORTER", null);
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", null);
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", _sink.Address);
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        Environment.SetEnvironmentVariable("OTEL_METRIC_EXPORT_INTERVAL", $"{(int)every.TotalMilliseconds}");
        _push = OtlpPush.Start(runtime.ReadCounters);
        _server = ConsoleServer.StartAsync(runtime, new ListenAddress(System.Net.IPAddress.Loopback, 0)).GetAwaiter().GetResult();
        _scraper = new Scraper(new Uri(_server.Address, "/metrics"), every);
    }

    /// <summary>Pages scraped, their bytes, requests pushed, and their bytes.</summary>
    public (long Scrapes, long ScrapeBytes, long Pushes, long PushBytes) Seen => (_scraper.Pages, _scraper.Bytes, _sink.Pushes, _sink.Bytes);

    public void Dispose()
    {
        _scraper.Dispose();
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _push?.Dispose();
        _sink.Dispose();
    }
}
