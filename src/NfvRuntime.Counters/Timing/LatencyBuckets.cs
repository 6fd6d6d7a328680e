using System.Globalization;

namespace NfvRuntime.Counters;

/// <summary>
/// The buckets of times: six bounds to each power of ten from 100 ns to 10 s, so that no bucket is wider than two thirds of what it
/// begins with, and bounds are numbers that a person writes.
/// </summary>
public static class LatencyBuckets
{
    /// <summary>Label of the cell that holds the sum of all times, among those of the buckets.</summary>
    public const string Sum = "sum";

    /// <summary>Label of the bucket without an upper bound.</summary>
    public const string Unbounded = "more";

    /// <summary>Place of the cell that holds the sum; the buckets' cells follow it.</summary>
    internal const int SumCell = 0;

    private const int Decades = 8;

    private static readonly ulong[] Steps = [10, 15, 20, 30, 50, 70];

    /// <summary>Upper bounds in nanoseconds, ascending; a last bucket has none.</summary>
    public static IReadOnlyList<ulong> Bounds { get; } = [.. MakeBounds()];

    private static readonly ulong[] Sorted = [.. Bounds];

    /// <summary>The cells of a histogram, to be added to a block in this order: the sum, then one for each bucket.</summary>
    /// <param name="metric">A metric of kind <see cref="MetricKind.Histogram"/> that counts nanoseconds.</param>
    public static CounterSpec[] Cells(Metric metric) =>
    [
        new CounterSpec(metric, (LabelKeys.Size, Sum)),
        .. Bounds.Select(bound => new CounterSpec(metric, (LabelKeys.Size, (bound * 1e-9).ToString("0.##########", CultureInfo.InvariantCulture)))),
        new CounterSpec(metric, (LabelKeys.Size, Unbounded)),
    ];

    /// <summary>The bucket of a time: 0 to the number of bounds.</summary>
    /// <param name="nanoseconds">The time; it falls into the first bucket whose bound is not less.</param>
    public static int Bucket(ulong nanoseconds)
    {
        int at = Array.BinarySearch(Sorted, nanoseconds);
        return at < 0 ? ~at : at;
    }

    private static IEnumerable<ulong> MakeBounds()
    {
        ulong decade = 10;
        for (int i = 0; i < Decades; i++, decade *= 10)
        {
            foreach (ulong step in Steps)
            {
                yield return step * decade;
            }
        }

        yield return 10 * decade;
    }
}
