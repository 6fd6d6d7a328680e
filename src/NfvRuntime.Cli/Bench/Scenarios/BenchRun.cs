namespace NfvRuntime.Cli.Bench.Scenarios;

/// <summary>One timed run.</summary>
/// <param name="Packets">Packets that came through.</param>
/// <param name="Elapsed">In how much time.</param>
/// <param name="AllocatedBytes">Bytes the whole process allocated meanwhile.</param>
internal readonly record struct BenchRun(long Packets, TimeSpan Elapsed, long AllocatedBytes)
{
    public double Mpps => Packets / Elapsed.TotalSeconds / 1e6;
}
