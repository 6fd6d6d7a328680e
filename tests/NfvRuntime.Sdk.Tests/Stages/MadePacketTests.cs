using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Sdk.Tests.Support;

namespace NfvRuntime.Sdk.Tests.Stages;

/// <summary>Copies and packets of a stage's own making.</summary>
public class MadePacketTests
{
    [Fact]
    public void Copies_leave_beside_the_originals()
    {
        using var harness = ScriptStage.Run(CopyAll);
        byte[][] frames = Numbered.Frames(200, _ => 0);
        harness.Send(frames);
        Assert.Equal(frames, harness.Take());
        Assert.Equal(frames, harness.Take("g1"));
    }

    [Fact]
    public void A_copy_does_not_change_when_its_original_does()
    {
        using var harness = ScriptStage.Run((stage, burst) =>
        {
            stage.TryCopy(burst, 0, stage.Gate("g1"));
            burst.Data(0)[7] = 99;
        });
        harness.Send([0, 1, 2, 3, 4, 5, 6, 7]);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 99], harness.Take().Single());
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], harness.Take("g1").Single());
    }

    [Fact]
    public void A_copy_to_the_gate_of_its_original_goes_before_it()
    {
        using var harness = ScriptStage.Run((stage, burst) =>
        {
            stage.TryCopy(burst, 0, Verdict.Default);
            burst.Data(0)[7] = 99;
        });
        harness.Send([0, 1, 2, 3, 4, 5, 6, 7]);
        Assert.Equal([[0, 1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 6, 99]], harness.Take());
    }

    [Fact]
    public void Copies_without_reserve_are_dropped_and_no_original()
    {
        using var harness = ScriptStage.Run(CopyAll, new() { Burst = 4, Reserve = 2 });
        harness.Hold("g1");
        byte[][] frames = Numbered.Frames(40, _ => 0);
        harness.Send(frames);
        Assert.Equal(frames, harness.Take());
        Assert.Equal(new Dictionary<string, long> { ["no-reserve"] = 32 }, harness.Drops);
        harness.Release("g1");
        Assert.Equal(frames[..8], harness.Take("g1"));
    }

    [Fact]
    public void Copies_to_nowhere_are_dropped_under_the_gates_reason()
    {
        using var harness = ScriptStage.Run(
            (stage, burst) => Assert.False(stage.TryCopy(burst, 0, stage.Gate(burst.Data(0)[0] == 1 ? "g1" : "g2"))),
            new() { Unconnected = ["g1"], Ended = ["g2"] });
        harness.Send(Numbered.Frame(1, 0));
        harness.Send(Numbered.Frame(2, 0));
        Assert.Equal(new Dictionary<string, long> { ["script-unconnected"] = 1, ["path-drop"] = 1 }, harness.Drops);
        Assert.Equal(2, harness.Sent());
    }

    [Fact]
    public void A_stage_can_make_packets()
    {
        byte[] made = TestFrames.Arp();
        using var harness = ScriptStage.Run((stage, burst) => Assert.True(stage.TryMake(burst, made, stage.Gate("g1"))));
        harness.Send(Numbered.Frame(0, 0));
        Assert.Equal([made], harness.Take("g1"));
        Assert.Equal(1UL, harness.Stage.Counters.Created.Value);
    }

    [Theory]
    [InlineData(2112 - 128, true)]
    [InlineData(2112 - 127, false)]
    public void A_made_packet_must_fit_one_buffer(int length, bool fits)
    {
        using var harness = ScriptStage.Run((stage, burst) => Assert.Equal(fits, stage.TryMake(burst, new byte[length], stage.Gate("g1"))));
        harness.Send(Numbered.Frame(0, 0));
        Assert.Equal(fits ? [] : ["too-long"], harness.Drops.Keys);
        Assert.Equal(fits ? 1 : 0, harness.Take("g1").Length);
        Assert.Equal(0, harness.Restarts);
    }

    [Fact]
    public void A_copy_of_a_packet_without_headroom_is_whole()
    {
        byte[] frame = Numbered.Frame(0, 1, 1900);
        using var harness = ScriptStage.Run((stage, burst) =>
        {
            burst.MoveStart(0, -128);
            Assert.True(stage.TryCopy(burst, 0, stage.Gate("g1")));
        });
        harness.Send(frame);
        byte[] grown = harness.Take().Single();
        Assert.Equal(2028, grown.Length);
        Assert.Equal(grown, harness.Take("g1").Single());
    }

    private static void CopyAll(StageContext stage, Burst burst)
    {
        for (int i = 0; i < burst.Count; i = burst.NextPacket(i))
        {
            stage.TryCopy(burst, i, stage.Gate("g1"));
        }
    }
}
