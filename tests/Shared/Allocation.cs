namespace NfvRuntime.Tests;

/// <summary>Measures what code allocates once it has settled.</summary>
internal static class Allocation
{
    /// <summary>
    /// The least that one of five runs allocates, in bytes, on this thread. Code that is compiled anew while it runs can allocate once, so
    /// one run may be dirty; what allocates for each packet allocates in every run.
    /// </summary>
    /// <param name="run">What to measure; it has run before, so that everything it needs is there.</param>
    public static long Least(Action run)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
