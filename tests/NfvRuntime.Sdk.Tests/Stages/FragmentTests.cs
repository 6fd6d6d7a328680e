using NfvRuntime.Packets;
using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Sdk.Tests.Support;

namespace NfvRuntime.Sdk.Tests.Stages;

/// <summary>Packets of several slots are one packet to a stage and to every count.</summary>
public class FragmentTests
{
    private static readonly StageHarnessOptions SmallBuffers = new() { BufferSize = 256, Burst = 16 }; // 128 bytes of frame a slot

    [Fact]
    public void Slots_of_one_packet_stay_together_through_a_split()
    {
        using var harness = ScriptStage.Run((stage, burst) => ScriptStage.Split(stage, burst, b => b), SmallBuffers);
        var random = new Random(3);
        byte[][] frames = [.. Enumerable.Range(0, 500).Select(i => Numbered.Frame(random.Next(4), i, random.Next(8, 1200)))];
        harness.Send(frames);
        for (int gate = 0; gate < 4; gate++)
        {
            Assert.Equal(frames.Where(frame => frame[0] == gate), harness.Take(ScriptStage.Name(gate)));
        }

        Assert.Equal(500UL, harness.Stage.Counters.Received.Value);
    }

    [Fact]
    public void The_verdict_of_the_first_entry_is_that_of_the_packet()
    {
        using var harness = ScriptStage.Run((stage, burst) => burst.Set(0, stage.Drop(ScriptStage.Unwanted)), SmallBuffers);
        harness.Send(Numbered.Frame(0, 1, 1000), Numbered.Frame(0, 2, 600));
        Assert.Equal([Numbered.Frame(0, 2, 600)], harness.Take());
        Assert.Equal(new Dictionary<string, long> { ["script-unwanted"] = 1 }, harness.Drops);
    }

    [Fact]
    public void A_stage_steps_from_packet_to_packet_and_sees_whole_lengths()
    {
        var seen = new List<(int Entry, int Length, bool More)>();
        using var harness = ScriptStage.Run(
            (_, burst) =>
            {
                for (int i = 0; i < burst.Count; i = burst.NextPacket(i))
                {
                    seen.Add((i, burst.PacketLength(i), burst.MoreFrag(i)));
                }

                Assert.Equal(3, burst.PacketCount);
            },
            SmallBuffers);
        harness.Send(Numbered.Frame(0, 1, 300), Numbered.Frame(0, 2, 128), Numbered.Frame(0, 3, 129));
        Assert.Equal([(0, 300, true), (3, 128, false), (4, 129, true)], seen);
    }

    [Fact]
    public void A_large_packet_is_no_malformed_one()
    {
        var seen = new List<HeaderOffsets>();
        using var harness = ScriptStage.Run((_, burst) => seen.Add(burst.Headers(0)), SmallBuffers);
        harness.Send(TestFrames.Udp("10.0.0.1", "10.0.0.2", 1, 2, 1000));
        Assert.Equal(PacketError.None, seen[0].Error);
        Assert.True(seen[0].HasPorts);
    }

    [Fact]
    public void A_packet_of_more_slots_than_an_edge_carries_is_dropped_as_such()
    {
        using var harness = ScriptStage.Run((stage, burst) => ScriptStage.Split(stage, burst, b => b), SmallBuffers with { ReserveBurst = 4 });
        byte[][] frames = [.. Numbered.Frames(8, _ => 0), Numbered.Frame(1, 8, 5 * 128), Numbered.Frame(1, 9, 300)];
        harness.Send(frames);
        Assert.Equal(frames[..8], harness.Take());
        Assert.Equal([frames[9]], harness.Take("g1"));
        Assert.Equal(new Dictionary<string, long> { ["too-many-fragments"] = 1 }, harness.Drops);
    }

    [Fact]
    public void A_packet_that_fills_a_burst_is_passed_on_and_none_can_be_longer()
    {
        using var harness = ScriptStage.Run((stage, burst) => ScriptStage.Split(stage, burst, b => b), SmallBuffers);
        harness.Send(Numbered.Frame(1, 1, 16 * 128));
        Assert.Equal([Numbered.Frame(1, 1, 16 * 128)], harness.Take("g1"));
        Assert.Throws<ArgumentException>(() => harness.Send(Numbered.Frame(1, 1, (16 * 128) + 1)));
    }

    [Fact]
    public void Copies_of_a_large_packet_are_whole()
    {
        using var harness = ScriptStage.Run(
            (stage, burst) =>
            {
                for (int i = 0; i < burst.Count; i = burst.NextPacket(i))
                {
                    stage.TryCopy(burst, i, stage.Gate("g1"));
                }
            },
            SmallBuffers);
        byte[][] frames = [Numbered.Frame(0, 1, 1000), Numbered.Frame(0, 2, 60), Numbered.Frame(0, 3, 500)];
        harness.Send(frames);
        Assert.Equal(frames, harness.Take());
        Assert.Equal(frames, harness.Take("g1"));
        Assert.Equal(3UL, harness.Stage.Counters.Created.Value);
    }
}
