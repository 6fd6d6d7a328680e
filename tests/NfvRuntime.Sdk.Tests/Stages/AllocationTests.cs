using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Sdk.Tests.Support;

namespace NfvRuntime.Sdk.Tests.Stages;

/// <summary>The data path allocates nothing, whatever becomes of the packets.</summary>
public class AllocationTests
{
    [Fact]
    public void Passing_on() => Assert.Equal(0, Allocated((_, _) => { }));

    [Fact]
    public void Splitting_over_sixteen_gates()
    {
        Verdict[]? gates = null;
        Assert.Equal(0, Allocated((stage, burst) =>
        {
            gates ??= AllGates(stage);
            for (int i = 0; i < burst.Count; i++)
            {
                burst.Set(i, gates[i * 7 % 16]);
            }
        }));
    }

    [Fact]
    public void Dropping_and_consuming()
    {
        Verdict? drop = null;
        Assert.Equal(0, Allocated((stage, burst) =>
        {
            drop ??= stage.Drop(ScriptStage.Unwanted);
            for (int i = 0; i < burst.Count; i++)
            {
                burst.Set(i, i % 2 == 0 ? drop.Value : Verdict.Consume);
            }
        }));
    }

    [Fact]
    public void Copying_and_making()
    {
        Verdict? gate = null;
        byte[] frame = TestFrames.Arp();
        Assert.Equal(0, Allocated((stage, burst) =>
        {
            gate ??= stage.Gate("g1");
            for (int i = 0; i < burst.Count; i++)
            {
                stage.TryCopy(burst, i, gate.Value);
                stage.TryMake(burst, frame, gate.Value);
            }
        }));
    }

    [Fact]
    public void Holding_and_releasing()
    {
        HeldPackets? held = null;
        int last = -1;
        Assert.Equal(0, Allocated((stage, burst) =>
        {
            held ??= stage.KeepPackets(64);
            if (last >= 0)
            {
                held.TryRelease(last, Verdict.Default);
            }

            held.TryKeep(burst, burst.Count - 1, out last);
        }));
    }

    private static Verdict[] AllGates(StageContext stage) => [.. Enumerable.Range(0, 16).Select(i => stage.Gate(ScriptStage.Name(i)))];

    private static long Allocated(Action<StageContext, Burst> onBurst)
    {
        using var harness = ScriptStage.Run(onBurst);
        var frames = new HostileFrames(seed: 4);
        for (int i = 0; i < 20; i++)
        {
            harness.Feed(5_000, frames.Next);
        }

        return harness.Feed(100_000, frames.Next).AllocatedBytes;
    }
}
