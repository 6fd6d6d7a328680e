namespace NfvRuntime.Cli.Bench.Live;

/// <summary>One figure over the rounds.</summary>
/// <param name="Median">The middle one.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
internal sealed record LiveFigure(double Median, double Min, double Max)
{
    public static LiveFigure Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new LiveFigure(Round(BenchRunner.Quantile(sorted, 0.5)), Round(sorted[0]), Round(sorted[^1]));
    }

    private static double Round(double value) => Math.Round(value, 3);
}
