using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Sdk.Tests.Support;

namespace NfvRuntime.Sdk.Tests.Bursts;

/// <summary>What a stage may do to the packets of a burst.</summary>
public class BurstTests
{
    [Fact]
    public void Bytes_can_be_changed_in_place() =>
        Assert.Equal([9, 2, 3], Through([1, 2, 3], burst => burst.Data(0)[0] = 9));

    [Fact]
    public void A_frame_can_grow_into_its_headroom_and_shrink_again()
    {
        Assert.Equal([7, 1, 2, 3], Through([1, 2, 3], burst =>
        {
            Assert.Equal(128, burst.Headroom(0));
            burst.MoveStart(0, -1);
            burst.Data(0)[0] = 7;
            Assert.Equal(127, burst.Headroom(0));
        }));
        Assert.Equal([3], Through([1, 2, 3], burst => burst.MoveStart(0, 2)));
    }

    [Fact]
    public void A_frame_can_be_cut_and_lengthened_within_its_buffer()
    {
        Assert.Equal([1, 2], Through([1, 2, 3], burst => burst.SetLength(0, 2)));
        Assert.Equal(2112 - 128, Through([1, 2, 3], burst => burst.SetLength(0, 2112 - 128)).Length);
    }

    [Fact]
    public void Nothing_outside_a_buffer_can_be_reached()
    {
        Refused(burst => burst.SetLength(0, 2112 - 127));
        Refused(burst => burst.SetLength(0, -1));
        Refused(burst => burst.MoveStart(0, -129));
        Refused(burst => burst.MoveStart(0, 4));
        Refused(burst => burst.Data(1));
        Refused(burst => burst.Data(-1));
        Refused(burst => burst.Set(1, Verdict.Consume));
        Refused(burst => burst.Headers(1));
        Refused(burst => burst.Hash(1));
        Refused(burst => burst.Length(1));
    }

    [Fact]
    public void A_moved_start_is_found_again_behind_a_split()
    {
        using var harness = ScriptStage.Run((stage, burst) =>
        {
            for (int i = 0; i < burst.Count; i++)
            {
                burst.MoveStart(i, i % 5 == 0 ? -3 : 2);
                burst.Set(i, stage.Gate(i % 3 == 0 ? "g1" : ""));
            }
        });
        byte[][] frames = Numbered.Frames(300, _ => 0);
        for (int round = 0; round < 3; round++)
        {
            harness.Send(frames[..60]);
            foreach ((string gate, Func<int, bool> mine) in new (string, Func<int, bool>)[] { ("g1", i => i % 3 == 0), ("", i => i % 3 != 0) })
            {
                int[] expected = [.. Enumerable.Range(0, 60).Where(mine)];
                byte[][] left = harness.Take(gate);
                Assert.Equal(expected.Select(i => i % 5 == 0 ? 11 : 6), left.Select(frame => frame.Length));
                Assert.Equal(expected.Select(i => frames[i][3..].AsSpan().ToArray()), left.Select((f, n) => f[(f.Length == 11 ? 6 : 1)..]));
            }
        }
    }

    [Fact]
    public void Headers_are_parsed_anew_after_a_stage_says_so()
    {
        byte[] frame = TestFrames.Tcp("10.0.0.1", "10.0.0.2", 1, 2);
        using var harness = ScriptStage.Run((_, burst) =>
        {
            uint hash = burst.Hash(0);
            Assert.True(burst.Headers(0).HasPorts);
            burst.Data(0)[23] = 47;
            Assert.True(burst.Headers(0).HasPorts);
            burst.InvalidateHeaders();
            Assert.False(burst.Headers(0).HasPorts);
            Assert.NotEqual(hash, burst.Hash(0));
        });
        harness.Send(frame);
        Assert.Equal(0, harness.Restarts);
    }

    [Fact]
    public void Both_directions_of_a_flow_have_one_hash()
    {
        var hashes = new List<uint>();
        using var harness = ScriptStage.Run((_, burst) => hashes.AddRange([burst.Hash(0), burst.Hash(1), burst.Hash(2)]));
        harness.Send(
            TestFrames.Udp("10.0.0.1", "10.0.0.2", 1, 2), TestFrames.Udp("10.0.0.2", "10.0.0.1", 2, 1), TestFrames.Udp("10.0.0.1", "10.0.0.2", 2, 1));
        Assert.Equal(hashes[0], hashes[1]);
        Assert.NotEqual(hashes[0], hashes[2]);
    }

    private static byte[] Through(byte[] frame, Action<Burst> change)
    {
        using var harness = ScriptStage.Run((_, burst) => change(burst));
        harness.Send(frame);
        return harness.Take().Single();
    }

    private static void Refused(Action<Burst> act)
    {
        using var harness = ScriptStage.Run((_, burst) => Assert.Throws<ArgumentOutOfRangeException>(() => act(burst)));
        harness.Send([1, 2, 3]);
        Assert.Equal(0, harness.Restarts);
        Assert.Equal([1, 2, 3], harness.Take().Single());
    }
}
