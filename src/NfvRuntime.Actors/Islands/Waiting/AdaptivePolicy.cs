using System.Diagnostics;

namespace NfvRuntime.Actors.Islands;

/// <summary>Spins for some microseconds, then sleeps.</summary>
/// <param name="spinMicroseconds">How long to spin.</param>
internal sealed class AdaptivePolicy(int spinMicroseconds) : WaitPolicy
{
    /// <summary>In microseconds; a barrier for all threads of the process takes one to three.</summary>
    private const int LongerThanABarrier = 20;

    private readonly long _spin = spinMicroseconds * Stopwatch.Frequency / 1_000_000;

    public override string Name => "adaptive";

    internal override bool SleepsRarely => spinMicroseconds >= LongerThanABarrier;

    internal override bool ShouldSleep(ref long idleSince)
    {
        long now = Stopwatch.GetTimestamp();
        if (idleSince == 0)
        {
            idleSince = now;
        }

        if (now - idleSince >= _spin)
        {
            return true;
        }

        Thread.SpinWait(1);
        return false;
    }
}
