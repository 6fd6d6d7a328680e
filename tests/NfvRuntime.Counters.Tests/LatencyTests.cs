using System.Globalization;

namespace NfvRuntime.Counters.Tests;

public class LatencyTests
{
    [Fact]
    public void Bounds_ascend_from_100_ns_to_10_s_and_no_bucket_is_wider_than_two_thirds_of_its_beginning()
    {
        IReadOnlyList<ulong> bounds = LatencyBuckets.Bounds;
        Assert.Equal((100ul, 10_000_000_000ul), (bounds[0], bounds[^1]));
        Assert.All(bounds.Zip(bounds.Skip(1)), pair => Assert.InRange(pair.Second / (double)pair.First, 1.1, 1.6667));
    }

    [Theory]
    [InlineData(0, 0), InlineData(100, 0), InlineData(101, 1), InlineData(150, 1), InlineData(151, 2)]
    [InlineData(10_000_000_000, 48), InlineData(10_000_000_001, 49), InlineData(ulong.MaxValue, 49)]
    public void A_time_falls_into_the_bucket_that_bounds_it(ulong nanoseconds, int bucket) =>
        Assert.Equal(bucket, LatencyBuckets.Bucket(nanoseconds));

    [Fact]
    public void Cells_are_a_sum_then_buckets_labelled_with_their_bounds_in_seconds()
    {
        string[] labels = [.. LatencyBuckets.Cells(Catalogue.PathLatency).Select(cell => cell.ExtraLabels[0].Value)];
        Assert.Equal(("sum", "0.0000001", "0.00000015", "more"), (labels[0], labels[1], labels[2], labels[^1]));
        Assert.Equal(
            LatencyBuckets.Bounds.Select(bound => bound * 1e-9m),
            labels[1..^1].Select(label => decimal.Parse(label, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void At_most_one_sample_is_due_in_its_interval()
    {
        using var table = CounterTable.Create();
        LatencyMeter meter = Meter(table, TimeSpan.FromMicroseconds(100));
        Assert.True(meter.IsDue(1_000_000));

        meter.Begin(1_000_000);
        Assert.False(meter.IsDue(1_000_000));
        meter.Begin(1_000_001); // one is under way
        meter.End(1_005_000);
        meter.End(1_006_000); // none is under way

        Assert.False(meter.IsDue(1_104_999));
        Assert.True(meter.IsDue(1_105_000));
        (ulong[] buckets, ulong sum) = Read(meter);
        Assert.Equal((1ul, 5000ul), (buckets[LatencyBuckets.Bucket(5000)], sum));
        Assert.Equal(1ul, buckets.Aggregate((a, b) => a + b));
    }

    [Fact]
    public void A_time_that_seems_negative_counts_as_none()
    {
        using var table = CounterTable.Create();
        LatencyMeter meter = Meter(table, TimeSpan.FromSeconds(1));

        meter.Record(10, -5);

        (ulong[] buckets, ulong sum) = Read(meter);
        Assert.Equal((1ul, 0ul), (buckets[0], sum));
    }

    [Fact]
    public void What_is_off_is_never_due() => Assert.False(LatencyMeter.Off.IsDue(long.MaxValue - 1));

    [Fact]
    public void Sampling_allocates_nothing()
    {
        using var table = CounterTable.Create();
        LatencyMeter meter = Meter(table, TimeSpan.FromMicroseconds(1));
        meter.Begin(1);
        meter.End(2);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (long at = 1; at < 100_000; at += 1000)
        {
            meter.Begin(at);
            meter.End(at + 500);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Holding_time_grows_only_while_something_holds()
    {
        using var table = CounterTable.Create();
        Counter cell = table.AddBlock([], Catalogue.RingBlocked)[0];
        var time = new HoldingTime(cell);
        time.End();
        time.Publish(System.Diagnostics.Stopwatch.GetTimestamp());
        Assert.Equal(0ul, cell.Value);

        time.Begin();
        Assert.True(time.Holds);
        time.Publish(System.Diagnostics.Stopwatch.GetTimestamp() + 1_000_000);
        ulong shown = cell.Value;
        Assert.True(shown >= 1_000_000);
        time.End();

        Assert.False(time.Holds);
        ulong counted = cell.Value;
        time.Publish(System.Diagnostics.Stopwatch.GetTimestamp() + 1_000_000);
        Assert.Equal(counted, cell.Value);
    }

    private static LatencyMeter Meter(CounterTable table, TimeSpan interval) =>
        new(table.AddBlock([], LatencyBuckets.Cells(Catalogue.PathLatency)), interval);

    private static (ulong[] Buckets, ulong Sum) Read(LatencyMeter meter)
    {
        var buckets = new ulong[LatencyBuckets.Bounds.Count + 1];
        ulong sum = 0;
        meter.AddTo(buckets, ref sum);
        return (buckets, sum);
    }
}
