namespace NfvRuntime.Sdk.TestKit;

/// <summary>What <see cref="StageHarness.Feed"/> found out.</summary>
/// <param name="Packets">Packets fed.</param>
/// <param name="AllocatedBytes">Managed memory allocated on the stage's island meanwhile, the feeding itself included (it needs none).</param>
/// <param name="Elapsed">Time it took, the making of the frames included.</param>
public readonly record struct FeedResult(long Packets, long AllocatedBytes, TimeSpan Elapsed);
