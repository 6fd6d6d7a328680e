namespace NfvRuntime.Litmus;

/// <summary>Some rounds of one protocol. Both sides walk through the same list of blocks.</summary>
/// <param name="Rounds">How many.</param>
/// <param name="IsControl">Whether they tell that the test can see a violation, or are the test.</param>
/// <param name="HostPublishes">Direction: the host publishes and the application sleeps, or the other way round.</param>
/// <param name="Fenced">The project's protocol, or the known-bad copy.</param>
internal readonly record struct Block(long Rounds, bool IsControl, bool HostPublishes, bool Fenced)
{
    private const int Slices = 10;
    private const long LeastControl = 2_000;
    private const long ControlShare = 4;

    /// <summary>Control and protocol in turns, in both directions, so that the control vouches for the whole length of the run.</summary>
    public static IEnumerable<Block> Plan(LitmusOptions options)
    {
        long done = 0;
        for (int slice = 1; slice <= Slices * 2; slice++)
        {
            long rounds = (options.Rounds * slice / (Slices * 2)) - done;
            bool host = slice % 2 == 0;
            yield return new Block(Math.Max(LeastControl, rounds / ControlShare), true, host, options.ControlFenced);
            yield return new Block(rounds, false, host, options.SubjectFenced);
            done += rounds;
        }
    }
}
