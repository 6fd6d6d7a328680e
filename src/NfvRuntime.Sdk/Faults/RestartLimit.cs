namespace NfvRuntime.Sdk;

/// <summary>How often a stage or ring may fail before restarting it is no longer the remedy: the chain key <c>restarts</c>.</summary>
/// <param name="Max">Failures that are too many within <paramref name="Within"/>: the K of "K in T", 1 to <see cref="MostFailures"/>; 0 for no limit.</param>
/// <param name="Within">The time T in which they are counted.</param>
public readonly record struct RestartLimit(int Max, TimeSpan Within)
{
    /// <summary>The largest <see cref="Max"/>: the time of each of the last K failures is remembered.</summary>
    public const int MostFailures = 100_000;

    /// <summary>
    /// A hundred in ten seconds. A restart costs microseconds and one burst, so far more could be borne; but ten a second for ten seconds
    /// are no accident any more.
    /// </summary>
    public static RestartLimit Default => new(100, TimeSpan.FromSeconds(10));

    /// <summary>Restart for ever. What cannot even be made anew is taken out of service all the same.</summary>
    public static RestartLimit Unlimited => new(0, Default.Within);

    /// <summary>True if there is no limit.</summary>
    public bool IsUnlimited => Max <= 0;

    /// <inheritdoc/>
    public override string ToString() => IsUnlimited ? "unlimited" : $"{Max} within {FaultPolicy.Say(Within)}";
}
