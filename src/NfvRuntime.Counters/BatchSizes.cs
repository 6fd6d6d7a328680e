using System.Numerics;

namespace NfvRuntime.Counters;

/// <summary>
/// The buckets of <see cref="Catalogue.RingBatches"/>: powers of four, because what matters is whether a sync carried one slot, a
/// handful or a whole burst.
/// </summary>
public static class BatchSizes
{
    private static readonly string[] Bounds = ["1", "4", "16", "64", "256", "more"];

    /// <summary>One cell per bucket, labelled with the bucket's upper bound in slots; add them to a ring's block in this order.</summary>
    public static IReadOnlyList<CounterSpec> Cells { get; } =
        [.. Bounds.Select(bound => new CounterSpec(Catalogue.RingBatches, (LabelKeys.Size, bound)))];

    /// <summary>The bucket (index into <see cref="Cells"/>) of a batch of <paramref name="slots"/> slots.</summary>
    /// <param name="slots">At least 1; 0 counts as 1.</param>
    public static int Bucket(uint slots) =>
        slots <= 1 ? 0 : Math.Min((BitOperations.Log2(slots - 1) / 2) + 1, Bounds.Length - 1);
}
