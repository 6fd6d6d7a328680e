using System.Diagnostics.Metrics;
using NfvRuntime.Counters;

namespace NfvRuntime.Telemetry.Tests;

public sealed class CounterInstrumentsTests
{
    private static readonly Metric Own = new("my.stage.hits", MetricKind.Counter, "{hit}", "Hits of a stage from elsewhere.", "stage");

    [Fact]
    public void A_listener_hears_cells_with_the_units_and_labels_of_the_catalogue()
    {
        using var table = CounterTable.Create();
        table.AddBlock([new("chain", "a"), new("port", "wan")], Catalogue.RingBytes)[0].Add(1500);
        table.AddBlock([new("island", "a")], Catalogue.IslandBusy)[0].Add(2_500_000_000);
        table.AddBlock([new("region", "1")], Catalogue.RegionFree)[0].Set(4);
        table.AddBlock([new("stage", "s")], Own)[0].Add(9);

        Dictionary<string, (string? Unit, object Value, string Tags)> heard = Collect(table);

        Assert.Equal(("By", 1500L, "chain=a,port=wan"), heard["nfv.ring.io"]);
        Assert.Equal(("s", 2.5, "island=a"), heard["nfv.island.busy"]);
        Assert.Equal(("{buffer}", 4L, "region=1"), heard["nfv.region.free"]);
        Assert.Equal(("{hit}", 9L, "stage=s"), heard["my.stage.hits"]);
    }

    [Fact]
    public void Every_metric_of_the_catalogue_but_histograms_has_an_instrument_though_it_may_have_no_cell_yet()
    {
        using var table = CounterTable.Create();
        var names = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == CounterInstruments.MeterName)
                {
                    names.Add(instrument.Name);
                }
            },
        };
        listener.Start();

        using var instruments = new CounterInstruments(table);

        Assert.Equal(Catalogue.All.Where(metric => metric.Kind != MetricKind.Histogram).Select(metric => metric.Name), names);
    }

    [Fact]
    public void A_metric_that_came_to_the_table_later_is_heard_in_the_same_collection()
    {
        using var table = CounterTable.Create();
        using var instruments = new CounterInstruments(table);
        using var ears = new Ears();
        ears.Collect();
        table.AddBlock([new("stage", "late")], Own)[0].Add(4);

        ears.Collect();

        Assert.Equal(("{hit}", 4L, "stage=late"), ears.Heard["my.stage.hits"]);
    }

    [Fact]
    public void Cells_of_the_same_name_and_labels_are_added_up()
    {
        using var table = CounterTable.Create();
        using var instruments = new CounterInstruments(table);
        using var ears = new Ears();
        table.AddBlock([new("island", "a")], Catalogue.IslandTurns)[0].Add(3);
        table.AddBlock([new("island", "a")], Catalogue.IslandTurns)[0].Add(4);

        ears.Collect();

        Assert.Equal(("{turn}", 7L, "island=a"), ears.Heard["nfv.island.turns"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    public void A_histogram_is_replayed_so_that_each_bucket_and_the_sum_are_right(int seed)
    {
        using var table = CounterTable.Create();
        using var instruments = new CounterInstruments(table);
        using var ears = new Ears();
        var random = new Random(seed);
        CounterBlock block = table.AddBlock([new("path", "main")], LatencyBuckets.Cells(Catalogue.PathLatency));
        var meter = new LatencyMeter(block, TimeSpan.FromTicks(1));
        for (int collection = 0; collection < 5; collection++)
        {
            for (int i = 0; i < 200; i++)
            {
                meter.Record(1, (long)Math.Pow(10, random.NextDouble() * 11));
            }

            ears.Collect();
        }

        var buckets = new ulong[LatencyBuckets.Bounds.Count + 1];
        ulong nanoseconds = 0;
        meter.AddTo(buckets, ref nanoseconds);
        double[] bounds = [.. LatencyBuckets.Bounds.Select(bound => bound * 1e-9)];
        var heard = new ulong[buckets.Length];
        foreach (double value in ears.Recorded)
        {
            int at = Array.FindIndex(bounds, bound => value <= bound);
            heard[at < 0 ? bounds.Length : at]++;
        }

        Assert.Equal(buckets, heard);
        Assert.Equal(nanoseconds * 1e-9, ears.Recorded.Sum(), nanoseconds * 1e-18);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://x", true)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://x", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", " ", false)]
    [InlineData("OTEL_SERVICE_NAME", "x", false)]
    public void Push_is_asked_for_by_an_endpoint(string name, string value, bool asked) =>
        Assert.Equal(asked, OtlpVariables.AskForPush(new Dictionary<string, string> { [name] = value }));

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true", false)]
    [InlineData("OTEL_SDK_DISABLED", "TRUE", false)]
    [InlineData("OTEL_SDK_DISABLED", "false", true)]
    [InlineData("OTEL_METRICS_EXPORTER", "none", false)]
    [InlineData("OTEL_METRICS_EXPORTER", "otlp", true)]
    public void Push_can_be_forbidden_though_an_endpoint_is_named(string name, string value, bool asked) =>
        Assert.Equal(asked, OtlpVariables.AskForPush(
            new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://x", [name] = value }));

    private static Dictionary<string, (string? Unit, object Value, string Tags)> Collect(CounterTable table)
    {
        using var instruments = new CounterInstruments(table);
        using var ears = new Ears();
        ears.Collect();
        return ears.Heard;
    }
}
