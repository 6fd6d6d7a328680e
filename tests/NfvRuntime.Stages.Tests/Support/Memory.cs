using NfvRuntime.Sdk.TestKit;

namespace NfvRuntime.Stages.Tests.Support;

/// <summary>What the data path owes the collector: nothing.</summary>
internal static class Memory
{
    /// <summary>Managed bytes that a stage's island allocates for 100,000 packets, once everything has been used before.</summary>
    public static long AllocatedBy(StageHarness harness, FrameMaker make)
    {
        for (int i = 0; i < 20; i++)
        {
            harness.Feed(5_000, make);
        }

        return harness.Feed(100_000, make).AllocatedBytes;
    }
}
