namespace NfvRuntime.Cli.Bench.Guests;

/// <summary>How long packets took from when they were due to the end of the last guest.</summary>
internal sealed record GuestLatency
{
    /// <summary>What was sent, millions a second.</summary>
    public required double RateMpps { get; init; }

    public required double P50Ns { get; init; }

    public required double P99Ns { get; init; }

    public required double P999Ns { get; init; }

    public required int Samples { get; init; }

    public static GuestLatency Of(double mpps, IEnumerable<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        double At(double share) => sorted.Length == 0 ? 0 : Math.Round(BenchRunner.Quantile(sorted, share));
        return new GuestLatency { RateMpps = Math.Round(mpps, 3), P50Ns = At(0.5), P99Ns = At(0.99), P999Ns = At(0.999), Samples = sorted.Length };
    }
}
