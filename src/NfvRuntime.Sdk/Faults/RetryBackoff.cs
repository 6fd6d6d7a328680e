namespace NfvRuntime.Sdk;

/// <summary>When a stage or ring that is out of service is tried again: the chain key <c>retry</c>.</summary>
/// <param name="First">Time until the first try; zero for never. Each failing try doubles it.</param>
/// <param name="Max">The longest time between two tries.</param>
public readonly record struct RetryBackoff(TimeSpan First, TimeSpan Max)
{
    private const int MostDoublings = 40;

    /// <summary>After a second, then after two, four ... up to a minute.</summary>
    public static RetryBackoff Default => new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    /// <summary>What is out of service stays so until the chain is started again.</summary>
    public static RetryBackoff Never => default;

    /// <summary>True if nothing is tried again.</summary>
    public bool IsNever => First <= TimeSpan.Zero;

    /// <summary>The time to wait before a try.</summary>
    /// <param name="failedTries">Tries that have failed already.</param>
    public TimeSpan Delay(int failedTries)
    {
        double ticks = First.Ticks * Math.Pow(2, Math.Min(failedTries, MostDoublings));
        return ticks >= Max.Ticks ? Max : TimeSpan.FromTicks((long)ticks);
    }
}
