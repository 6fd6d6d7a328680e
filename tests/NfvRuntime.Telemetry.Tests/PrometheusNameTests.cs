using NfvRuntime.Counters;

namespace NfvRuntime.Telemetry.Tests;

public sealed class PrometheusNameTests
{
    [Theory]
    [InlineData("nfv.ring.io", MetricKind.Counter, "By", "nfv_ring_io_bytes_total")]
    [InlineData("nfv.island.busy", MetricKind.Counter, "s", "nfv_island_busy_seconds_total")]
    [InlineData("nfv.ring.packets", MetricKind.Counter, "{packet}", "nfv_ring_packets_total")]
    [InlineData("nfv.region.free", MetricKind.Gauge, "{buffer}", "nfv_region_free")]
    [InlineData("my-stage.queue", MetricKind.Gauge, "By", "my_stage_queue_bytes")]
    [InlineData("nfv.share", MetricKind.Gauge, "1", "nfv_share")]
    public void Dots_become_underscores_and_the_unit_is_spelled(string name, MetricKind kind, string unit, string expected) =>
        Assert.Equal(expected, PrometheusName.Of(new Metric(name, kind, unit, "d")));

    [Fact]
    public void A_metric_in_buckets_is_a_histogram_and_has_no_total() =>
        Assert.Equal(
            ("nfv_ring_batches", "nfv_path_latency_seconds"), (PrometheusName.Of(Catalogue.RingBatches), PrometheusName.Of(Catalogue.PathLatency)));

    [Fact]
    public void No_two_metrics_of_the_catalogue_share_a_name() =>
        Assert.Equal(Catalogue.All.Count, Catalogue.All.Select(PrometheusName.Of).Distinct().Count());
}
