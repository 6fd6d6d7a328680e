namespace NfvRuntime.Runtime;

/// <summary>Some times, in short.</summary>
/// <param name="Count">How many.</param>
/// <param name="MedianMs">The median, in milliseconds.</param>
/// <param name="MaxMs">The longest.</param>
public sealed record TimesReport(int Count, double MedianMs, double MaxMs)
{
    /// <summary>Null if there are none.</summary>
    internal static TimesReport? Of(IReadOnlyList<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        return sorted.Length == 0 ? null : new TimesReport(sorted.Length, sorted[sorted.Length / 2], sorted[^1]);
    }
}
