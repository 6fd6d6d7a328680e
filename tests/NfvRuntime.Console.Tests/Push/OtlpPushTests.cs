using System.Text.Json;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.WebConsole.Tests.Push;

public sealed class OtlpPushTests
{
    private const string Counted =
        """
        chain: counted
        ports:
          in: { open: "gen:", rate: 20k, count: 20k }
        stages:
          c: { kind: counter }
        paths:
          main: in -> c -> drop
        """;

    [Fact]
    public async Task A_collector_receives_names_units_labels_and_resource()
    {
        using var collector = new Collector(answers: true);
        using var nfv = new RunningNfv(
            Counted,
            ["--for", "60s"],
            [.. To(collector.Address), ("OTEL_SERVICE_NAME", "edge-7"), ("OTEL_RESOURCE_ATTRIBUTES", "site=lab")]);

        PushedRequest pushed;
        do
        {
            (string path, string type, byte[] body) = collector.Next();
            Assert.Equal(("/v1/metrics", "application/x-protobuf"), (path, type));
            pushed = PushedRequest.Decode(body);
        }
        while (!pushed.Metrics.Any(metric => metric is { Name: "nfv.stage.received", Value: 20_000 }));

        Assert.Equal(("edge-7", "lab"), (pushed.Resource["service.name"], pushed.Resource["site"]));
        PushedMetric stage = Assert.Single(pushed.Metrics, metric => metric.Name == "nfv.stage.received");
        Assert.Equal(("{packet}", true, "counted", "c"), (stage.Unit, stage.IsMonotonicSum, stage.Labels["chain"], stage.Labels["stage"]));
        PushedMetric bytes = Assert.Single(pushed.Metrics, metric => metric.Name == "nfv.count.io");
        Assert.Equal(("By", 20_000.0 * 60), (bytes.Unit, bytes.Value));
        PushedMetric busy = Assert.Single(pushed.Metrics, metric => metric.Name == "nfv.island.busy");
        Assert.True(busy is { Unit: "s", IsMonotonicSum: true, Value: > 0 and < 60 }, $"{busy}");
        Assert.False(pushed.Metrics.First(metric => metric.Name == "nfv.region.free").IsMonotonicSum);
        nfv.Stop();
        Sound(await nfv.Summary());
    }

    [Fact]
    public async Task A_missing_collector_does_not_disturb_the_chain()
    {
        using var nfv = new RunningNfv(Counted, [], To($"http://127.0.0.1:{Collector.FreePort()}"));

        Sound(await nfv.Summary());
    }

    [Fact]
    public async Task A_collector_that_never_answers_does_not_disturb_the_chain_nor_its_end()
    {
        using var collector = new Collector(answers: false);
        using var nfv = new RunningNfv(Counted, ["--for", "2s"], To(collector.Address));

        collector.Next();

        Sound(await nfv.Summary());
    }

    [Fact]
    public async Task Where_the_SDK_is_disabled_nothing_is_pushed()
    {
        using var collector = new Collector(answers: true);
        using var nfv = new RunningNfv(Counted, [], [.. To(collector.Address), ("OTEL_SDK_DISABLED", "true")]);

        Sound(await nfv.Summary());

        Assert.Equal(0, collector.Received);
    }

    [Fact]
    public async Task An_endpoint_that_is_no_address_ends_the_run_and_is_named()
    {
        using var nfv = new RunningNfv(Counted, [], To("not an address"));

        (int status, string output, string errors) = await nfv.Ended();

        Assert.Equal((1, ""), (status, output));
        Assert.Contains("error: OTEL_EXPORTER_OTLP_ENDPOINT=not an address: ", errors, StringComparison.Ordinal);
    }

    private static (string, string)[] To(string endpoint) =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_METRIC_EXPORT_INTERVAL", "300"),
    ];

    private static void Sound(JsonElement summary)
    {
        Assert.True(summary.GetProperty("balances").GetBoolean(), $"{summary}");
        Assert.Equal(20_000u, summary.GetProperty("received").GetUInt64());
    }
}
