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
    public void Every_metric_of_the_catalogue_has_an_instrument_though_it_may_have_no_cell_yet()
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

        Assert.Equal(Catalogue.All.Select(metric => metric.Name), names);
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
        var heard = new Dictionary<string, (string?, object, string)>();
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        using var instruments = new CounterInstruments(table);
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == CounterInstruments.MeterName)
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.Start();
        listener.RecordObservableInstruments();
        return heard;

        void Hear(Instrument instrument, object value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            heard[instrument.Name] = (instrument.Unit, value, string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")));
    }
}
