using System.Diagnostics;

namespace NfvRuntime.SystemTests.Support;

/// <summary>Waits for what must come true, and fails with a reason if it does not.</summary>
internal static class Until
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static void True(Func<bool> condition, Func<string> otherwise)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Patience, otherwise());
            Thread.Sleep(5); // the pace at which to look, not what the condition depends on
        }
    }
}
