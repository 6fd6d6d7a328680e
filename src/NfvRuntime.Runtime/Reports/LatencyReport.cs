using NfvRuntime.Counters;

namespace NfvRuntime.Runtime;

/// <summary>What samples of a path's latency say. Quantiles are read off buckets, so they are as exact as those are wide.</summary>
/// <param name="Samples">Bursts that were measured.</param>
/// <param name="MeanMicroseconds">The mean.</param>
/// <param name="P50Microseconds">The median.</param>
/// <param name="P90Microseconds">What nine of ten samples stay below.</param>
/// <param name="P99Microseconds">What 99 of 100 samples stay below.</param>
public sealed record LatencyReport(
    ulong Samples, double MeanMicroseconds, double P50Microseconds, double P90Microseconds, double P99Microseconds)
{
    /// <summary>Adds meters up; null if there is no sample.</summary>
    internal static LatencyReport? Of(IEnumerable<LatencyMeter> meters)
    {
        var buckets = new ulong[LatencyBuckets.Bounds.Count + 1];
        ulong nanoseconds = 0;
        foreach (LatencyMeter meter in meters)
        {
            meter.AddTo(buckets, ref nanoseconds);
        }

        ulong samples = buckets.Aggregate(0UL, (sum, count) => sum + count);
        return samples == 0
            ? null
            : new LatencyReport(
                samples,
                Microseconds(nanoseconds / (double)samples),
                Microseconds(Quantile(buckets, samples, 0.5)),
                Microseconds(Quantile(buckets, samples, 0.9)),
                Microseconds(Quantile(buckets, samples, 0.99)));
    }

    /// <summary>As Prometheus' histogram_quantile: samples are spread evenly over their bucket, and one without a bound is its beginning.</summary>
    private static double Quantile(ulong[] buckets, ulong samples, double quantile)
    {
        double rank = quantile * samples;
        int bucket = 0;
        double below = 0;
        while (bucket < buckets.Length - 1 && below + buckets[bucket] < rank)
        {
            below += buckets[bucket++];
        }

        double lower = bucket == 0 ? 0 : LatencyBuckets.Bounds[bucket - 1];
        double upper = bucket < LatencyBuckets.Bounds.Count ? LatencyBuckets.Bounds[bucket] : lower;
        return lower + ((upper - lower) * (rank - below) / Math.Max(1, buckets[bucket]));
    }

    private static double Microseconds(double nanoseconds) => Math.Round(nanoseconds / 1000, 3);
}
