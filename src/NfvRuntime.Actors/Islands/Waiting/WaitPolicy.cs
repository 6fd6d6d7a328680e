namespace NfvRuntime.Actors.Islands;

/// <summary>What an island does when a turn moved nothing: netmap's choice between polling and interrupts, one level up.</summary>
public abstract class WaitPolicy
{
    private protected WaitPolicy()
    {
    }

    /// <summary>Goes on turning. The shortest reaction, and a CPU of its own.</summary>
    public static WaitPolicy Busy { get; } = new BusyPolicy();

    /// <summary>Goes on turning, but lets other threads run in between.</summary>
    public static WaitPolicy Yield { get; } = new YieldPolicy();

    /// <summary>Arms and sleeps at once. Costs nothing while idle, and a wake-up of some microseconds.</summary>
    public static WaitPolicy Interrupt { get; } = new InterruptPolicy();

    /// <summary>Lets other threads of its CPU run a few times, then arms and sleeps: for more islands than CPUs. While all have work they take turns
    /// without waking each other, and each finds much at a time.</summary>
    public static WaitPolicy Share { get; } = new SharePolicy();

    /// <summary>The name by which chain files know it.</summary>
    public abstract string Name { get; }

    /// <summary>Turns on for a while, then arms and sleeps.</summary>
    /// <param name="spinMicroseconds">How long to turn on, in microseconds.</param>
    public static WaitPolicy Adaptive(int spinMicroseconds = 50)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(spinMicroseconds);
        return new AdaptivePolicy(spinMicroseconds);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Whether a sleep comes only after some time without work, or never.</summary>
    internal abstract bool SleepsRarely { get; }

    /// <summary>Called after each turn that moved nothing.</summary>
    /// <param name="idleSince">0 at the first call after work, then the policy's to keep: for example since when, as a Stopwatch timestamp.</param>
    /// <returns>True to sleep now.</returns>
    internal abstract bool ShouldSleep(ref long idleSince);
}
