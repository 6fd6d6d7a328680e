using System.Buffers;
using System.Text;
using NfvRuntime.Counters;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.Telemetry.Tests;

public sealed class PrometheusExpositionTests
{
    [Fact]
    public void Each_metric_has_its_help_and_type_once_and_its_cells_together()
    {
        using var table = CounterTable.Create();
        table.AddBlock([new("chain", "a"), new("stage", "fw")], Catalogue.StageSent, Catalogue.StageHeld)[0].Add(7);
        table.AddBlock([new("chain", "a"), new("stage", "nat")], Catalogue.StageSent)[0].Add(ulong.MaxValue);

        Assert.Equal(
            """
            # HELP nfv_stage_sent_total Packets the stage sent on.
            # TYPE nfv_stage_sent_total counter
            nfv_stage_sent_total{chain="a",stage="fw"} 7
            nfv_stage_sent_total{chain="a",stage="nat"} 18446744073709551615
            # HELP nfv_stage_held Packets the stage keeps for later.
            # TYPE nfv_stage_held gauge
            nfv_stage_held{chain="a",stage="fw"} 0

            """,
            Expose(table));
    }

    [Fact]
    public void Nanoseconds_are_shown_as_seconds()
    {
        using var table = CounterTable.Create();
        table.AddBlock([new("island", "a")], Catalogue.IslandBusy)[0].Set(2_500_000_000);

        Assert.Contains("\nnfv_island_busy_seconds_total{island=\"a\"} 2.5\n", Expose(table), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_and_help_are_escaped()
    {
        using var table = CounterTable.Create();
        table.AddBlock([new("island", "a\"b\\c\nd é")], new Metric("x.y", MetricKind.Gauge, "", "one\ntwo \\ \"three\"", "island"));

        string text = Expose(table);

        Assert.Contains("# HELP x_y one\\ntwo \\\\ \"three\"\n", text, StringComparison.Ordinal);
        Assert.Contains("x_y{island=\"a\\\"b\\\\c\\nd é\"} 0\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_without_labels_has_no_braces()
    {
        using var table = CounterTable.Create();
        table.AddBlock([], Catalogue.IslandTurns)[0].Set(3);

        Assert.EndsWith("\nnfv_island_turns_total 3\n", Expose(table), StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_are_a_histogram_whose_sum_is_the_slots_of_the_same_ring()
    {
        using var table = CounterTable.Create();
        foreach ((string port, uint[] batches) in new[] { ("a", new uint[] { 1, 3, 64, 1000 }), ("b", [2]) })
        {
            CounterBlock block = table.AddBlock([new("port", port)], [Catalogue.RingSlots, .. BatchSizes.Cells]);
            foreach (uint batch in batches)
            {
                block[0].Add(batch);
                block[1 + BatchSizes.Bucket(batch)].Add(1);
            }
        }

        string[] lines = [.. Expose(table).Split('\n').Where(line => line.StartsWith("nfv_ring_batches", StringComparison.Ordinal))];

        Assert.Equal(
            [
                "nfv_ring_batches_bucket{port=\"a\",le=\"1\"} 1", "nfv_ring_batches_bucket{port=\"a\",le=\"4\"} 2",
                "nfv_ring_batches_bucket{port=\"a\",le=\"16\"} 2", "nfv_ring_batches_bucket{port=\"a\",le=\"64\"} 3",
                "nfv_ring_batches_bucket{port=\"a\",le=\"256\"} 3", "nfv_ring_batches_bucket{port=\"a\",le=\"+Inf\"} 4",
                "nfv_ring_batches_sum{port=\"a\"} 1068", "nfv_ring_batches_count{port=\"a\"} 4",
            ],
            lines[..8]);
        Assert.Equal(["nfv_ring_batches_sum{port=\"b\"} 2", "nfv_ring_batches_count{port=\"b\"} 1"], lines[^2..]);
    }

    [Fact]
    public void Cells_of_the_same_name_and_labels_are_one_series()
    {
        using var table = CounterTable.Create();
        table.AddBlock([new("port", "p"), new("ring", "0")], new CounterSpec(Catalogue.PortDropped, ("reason", "too-long")))[0].Add(3);
        table.AddBlock([new("ring", "0"), new("port", "p")], new CounterSpec(Catalogue.PortDropped, ("reason", "too-long")))[0].Add(4);
        table.AddBlock([new("ring", "1"), new("port", "p")], new CounterSpec(Catalogue.PortDropped, ("reason", "too-long")))[0].Add(5);
        var exposition = new PrometheusExposition(table);

        string[] first = Samples(exposition);

        Assert.Equal(
            [
                "nfv_port_dropped_total{port=\"p\",ring=\"0\",reason=\"too-long\"} 7",
                "nfv_port_dropped_total{ring=\"1\",port=\"p\",reason=\"too-long\"} 5",
            ],
            first);
        Assert.Equal(first, Samples(exposition));

        static string[] Samples(PrometheusExposition exposition) =>
            [.. Expose(exposition).Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }

    [Fact]
    public void Latency_is_a_histogram_in_seconds_and_meters_of_one_path_are_added_up()
    {
        using var table = CounterTable.Create();
        KeyValuePair<string, string>[] labels = [new("chain", "a"), new("path", "main")];
        foreach (long nanoseconds in (long[])[250, 7_000_000, 60_000_000_000])
        {
            var meter = new LatencyMeter(table.AddBlock(labels, LatencyBuckets.Cells(Catalogue.PathLatency)), TimeSpan.FromSeconds(1));
            meter.Record(1, (long)(nanoseconds * (System.Diagnostics.Stopwatch.Frequency / 1e9)));
        }

        string[] lines = [.. Expose(table).Split('\n')];

        Assert.Contains("# TYPE nfv_path_latency_seconds histogram", lines);
        string[] samples = [.. lines.Where(line => line.StartsWith("nfv_path_latency", StringComparison.Ordinal))];
        Assert.Equal(LatencyBuckets.Bounds.Count + 3, samples.Length);
        Assert.Contains("nfv_path_latency_seconds_bucket{chain=\"a\",path=\"main\",le=\"0.0000002\"} 0", samples);
        Assert.Contains("nfv_path_latency_seconds_bucket{chain=\"a\",path=\"main\",le=\"0.0000003\"} 1", samples);
        Assert.Contains("nfv_path_latency_seconds_bucket{chain=\"a\",path=\"main\",le=\"0.007\"} 2", samples);
        Assert.Contains("nfv_path_latency_seconds_bucket{chain=\"a\",path=\"main\",le=\"10\"} 2", samples);
        Assert.Contains("nfv_path_latency_seconds_bucket{chain=\"a\",path=\"main\",le=\"+Inf\"} 3", samples);
        string sum = samples.Single(line => line.StartsWith("nfv_path_latency_seconds_sum{chain=\"a\",path=\"main\"} ", StringComparison.Ordinal));
        Assert.Equal(60.00700025, double.Parse(sum.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), 1e-9);
        Assert.Contains("nfv_path_latency_seconds_count{chain=\"a\",path=\"main\"} 3", samples);
    }

    [Fact]
    public void A_metric_that_comes_later_is_shown_from_then_on()
    {
        using var table = CounterTable.Create();
        table.AddBlock([new("island", "a")], Catalogue.IslandTurns);
        var exposition = new PrometheusExposition(table);
        Assert.DoesNotContain("x_y", Expose(exposition), StringComparison.Ordinal);

        table.AddBlock([new("island", "a")], new Metric("x.y", MetricKind.Gauge, "", "Late.", "island"))[0].Set(7);

        Assert.EndsWith("# HELP x_y Late.\n# TYPE x_y gauge\nx_y{island=\"a\"} 7\n", Expose(exposition), StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_was_removed_is_no_longer_shown()
    {
        using var table = CounterTable.Create();
        CounterBlock block = table.AddBlock([new("island", "a")], Catalogue.IslandTurns);
        var exposition = new PrometheusExposition(table);
        Assert.NotEmpty(Expose(exposition));

        table.RemoveBlock(block);

        Assert.Empty(Expose(exposition));
    }

    [Fact]
    public void Showing_the_same_cells_again_allocates_nothing()
    {
        using CounterTable table = WholeCatalogue();
        var exposition = new PrometheusExposition(table);
        var target = new ArrayBufferWriter<byte>(1 << 20);
        exposition.WriteTo(target);
        target.ResetWrittenCount();
        long before = GC.GetAllocatedBytesForCurrentThread();

        exposition.WriteTo(target);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [RequiresToolFact("promtool")]
    public void Promtool_has_no_complaint_about_any_metric_of_the_catalogue()
    {
        using CounterTable table = WholeCatalogue();
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Expose(table));
            ToolResult result = Tool.Run("sh", "-c", $"promtool check metrics < {file}").Succeeded();
            Assert.Equal("", result.Output + result.Errors);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static CounterTable WholeCatalogue()
    {
        var table = CounterTable.Create();
        foreach (Metric metric in Catalogue.All.Where(metric => !PrometheusName.IsHistogram(metric)))
        {
            table.AddBlock([.. metric.Labels.Select(label => new KeyValuePair<string, string>(label, "x"))], metric);
        }

        table.AddBlock([new("port", "x")], [.. BatchSizes.Cells]);
        table.AddBlock([new("path", "x")], LatencyBuckets.Cells(Catalogue.PathLatency));
        table.AddBlock([new("stage", "x")], LatencyBuckets.Cells(Catalogue.StageLatency));
        return table;
    }

    private static string Expose(CounterTable table) => Expose(new PrometheusExposition(table));

    private static string Expose(PrometheusExposition exposition)
    {
        var target = new ArrayBufferWriter<byte>();
        exposition.WriteTo(target);
        return Encoding.UTF8.GetString(target.WrittenSpan);
    }
}
