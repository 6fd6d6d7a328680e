namespace NfvRuntime.Host;

/// <summary>How often a peer may wake this side.</summary>
public sealed record KickLimit
{
    /// <summary>States a limit.</summary>
    /// <param name="kicks">Wake-ups within a window, at least 1; after these the peer is not listened to for a window.</param>
    /// <param name="window">Length of a window, 100 microseconds to a second.</param>
    public KickLimit(int kicks, TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(kicks);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, TimeSpan.FromMicroseconds(100));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, TimeSpan.FromSeconds(1));
        Kicks = kicks;
        Window = window;
    }

    /// <summary>64 in a millisecond: more than two sides that sleep after each packet can use, and at most a few per cent of a CPU.</summary>
    public static KickLimit Default { get; } = new(64, TimeSpan.FromMilliseconds(1));

    /// <summary>Wake-ups within a window.</summary>
    public int Kicks { get; }

    /// <summary>Length of a window.</summary>
    public TimeSpan Window { get; }
}
