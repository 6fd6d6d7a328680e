using NfvRuntime.Netmap;
using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Sdk.Tests.Support;

namespace NfvRuntime.Sdk.Tests.Stages;

public class HeldPacketsTests
{
    [Fact]
    public void Held_packets_stay_after_the_burst_has_gone_and_leave_when_released()
    {
        var handles = new List<int>();
        using var harness = Keeper(16, handles);
        byte[][] frames = Numbered.Frames(10, i => i % 2); // those to gate 1 are kept
        harness.Send(frames);
        Assert.Equal(frames.Where(frame => frame[0] == 0), harness.Take());
        Assert.Equal(5, harness.Stage.PacketsHeld);
        harness.CheckConservation();

        harness.Ask<string>("release");
        Assert.Equal(frames.Where(frame => frame[0] == 1), harness.Take("g1"));
        Assert.Equal(0, harness.Stage.PacketsHeld);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(300)]
    [InlineData(1000)]
    public void A_store_of_any_size_holds_what_it_says(int slots)
    {
        var handles = new List<int>();
        using var harness = Keeper(slots, handles);
        byte[][] frames = Numbered.Frames(slots + 5, _ => 1);
        harness.Send(frames);
        Assert.Equal(slots, harness.Stage.PacketsHeld);
        Assert.Equal(frames[slots..], harness.Take()); // what found no room goes on
        harness.CheckConservation();
        harness.Ask<string>("release");
        Assert.Equal(frames[..slots], harness.Take("g1"));
    }

    [Fact]
    public void A_held_packet_of_several_slots_takes_one_entry_for_each()
    {
        var handles = new List<int>();
        using var harness = Keeper(10, handles, new() { BufferSize = 256 });
        byte[][] frames = [Numbered.Frame(1, 0, 1000), Numbered.Frame(1, 1, 400), Numbered.Frame(1, 2, 100)]; // 8, 4 and 1 slots
        harness.Send(frames);
        Assert.Equal(2, harness.Stage.PacketsHeld); // the second found no room
        Assert.Equal([frames[1]], harness.Take());
        harness.Ask<string>("release");
        Assert.Equal([frames[0], frames[2]], harness.Take("g1"));
    }

    [Fact]
    public void Places_are_used_again()
    {
        var handles = new List<int>();
        using var harness = Keeper(7, handles);
        for (int round = 0; round < 100; round++)
        {
            byte[][] frames = [.. Enumerable.Range(0, 7).Select(i => Numbered.Frame(1, (round * 7) + i))];
            harness.Send(frames);
            harness.Ask<string>("release");
            Assert.Equal(frames, harness.Take("g1"));
        }
    }

    [Fact]
    public void A_packet_finds_no_room_behind_a_full_edge_and_stays_held()
    {
        var handles = new List<int>();
        using var harness = Keeper(64, handles, new() { Burst = 8, Reserve = 2 });
        byte[][] frames = Numbered.Frames(30, _ => 1);
        harness.Send(frames);
        harness.Hold("g1");
        harness.Ask<string>("release");
        Assert.Equal(14, harness.Stage.PacketsHeld);
        harness.Release("g1");
        harness.Ask<string>("release");
        harness.CheckConservation();
        Assert.Equal(frames, harness.Take("g1"));
    }

    [Fact]
    public void A_held_packet_of_more_slots_than_an_edge_carries_is_dropped_when_released()
    {
        var handles = new List<int>();
        using var harness = Keeper(16, handles, new() { BufferSize = 256, ReserveBurst = 4 });
        harness.Send(Numbered.Frame(1, 0, 5 * 128));
        harness.Ask<string>("release");
        Assert.Equal(new Dictionary<string, long> { ["too-many-fragments"] = 1 }, harness.Drops);
        Assert.Equal(0, harness.Stage.PacketsHeld);
    }

    [Fact]
    public void A_fallen_stage_loses_what_it_held_stated()
    {
        var handles = new List<int>();
        using var harness = Keeper(16, handles);
        harness.Send(Numbered.Frames(5, _ => 1));
        harness.Restart();
        Assert.Equal(0, harness.Stage.PacketsHeld);
        Assert.Equal(new Dictionary<string, long> { ["stage-fault"] = 5 }, harness.Drops);
    }

    [Fact]
    public void A_stage_that_falls_while_it_keeps_loses_each_packet_once()
    {
        using var harness = new StageHarness(ScriptStage.Kind, new Script((stage, burst) =>
        {
            HeldPackets held = stage.KeepPackets(16);
            held.TryKeep(burst, 0, out _);
            held.TryKeep(burst, 3, out _);
            throw new InvalidOperationException("on purpose");
        }));
        harness.Send(Numbered.Frames(8, _ => 0));
        Assert.Equal(new Dictionary<string, long> { ["stage-fault"] = 8 }, harness.Drops);
    }

    [Fact]
    public void A_stopped_stage_drops_what_it_held()
    {
        var handles = new List<int>();
        using var harness = Keeper(16, handles);
        harness.Send(Numbered.Frames(5, _ => 1));
        harness.Stop();
        Assert.Equal(new Dictionary<string, long> { ["stage-stopped"] = 5 }, harness.Drops);
    }

    [Fact]
    public void A_held_packet_can_be_dropped_consumed_or_sent_nowhere()
    {
        var handles = new List<int>();
        var script = KeeperScript(16, handles) with
        {
            OnControl = (stage, _) =>
            {
                Assert.True(stage.Held!.TryRelease(handles[0], stage.Drop(ScriptStage.Unwanted)));
                Assert.True(stage.Held.TryRelease(handles[1], Verdict.Consume));
                Assert.True(stage.Held.TryRelease(handles[2], stage.Gate("g2")));
                Assert.True(stage.Held.TryRelease(handles[3], stage.Gate("g3")));
            },
        };
        using var harness = new StageHarness(ScriptStage.Kind, script, new() { Unconnected = ["g2"], Ended = ["g3"] });
        harness.Send(Numbered.Frames(4, _ => 1));
        harness.Ask<string>("settle");
        Assert.Equal(new Dictionary<string, long> { ["script-unwanted"] = 1, ["script-unconnected"] = 1, ["path-drop"] = 1 }, harness.Drops);
        Assert.Equal(1UL, harness.Stage.Counters.Consumed.Value);
        Assert.Equal(0, harness.Stage.PacketsHeld);
    }

    [Fact]
    public void The_bytes_of_a_held_packet_can_be_read_and_changed()
    {
        var handles = new List<int>();
        var script = KeeperScript(16, handles) with
        {
            OnControl = (stage, _) =>
            {
                stage.Held!.Data(handles[0])[7] = 99;
                stage.Held.TryRelease(handles[0], Verdict.Default);
            },
        };
        using var harness = new StageHarness(ScriptStage.Kind, script);
        harness.Send([1, 0, 0, 0, 0, 0, 0, 7]);
        harness.Ask<string>("change");
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 99], harness.Take().Single());
    }

    [Fact]
    public void A_handle_is_good_for_one_release()
    {
        var handles = new List<int>();
        Exception? fault = null;
        var script = KeeperScript(16, handles) with
        {
            OnControl = (stage, _) =>
            {
                stage.Held!.TryRelease(handles[0], Verdict.Consume);
                fault = Record.Exception(() => stage.Held.TryRelease(handles[0], Verdict.Consume));
            },
        };
        using var harness = new StageHarness(ScriptStage.Kind, script);
        harness.Send(Numbered.Frame(1, 0));
        harness.Ask<string>("twice");
        Assert.StartsWith("0 names no packet held by stage 'stage'.", Assert.IsType<ArgumentException>(fault).Message);
    }

    [Fact]
    public void Too_many_reserved_buffers_are_refused_at_birth()
    {
        var script = new Script((_, _) => { }) { OnStart = stage => stage.KeepPackets(100_000) };
        Assert.Throws<InsufficientBuffersException>(() => new StageHarness(ScriptStage.Kind, script));
    }

    /// <summary>Keeps packets whose first byte is 1 as long as there is room, and releases them to g1, in order, when told so.</summary>
    private static StageHarness Keeper(int slots, List<int> handles, StageHarnessOptions? options = null) =>
        new(ScriptStage.Kind, KeeperScript(slots, handles), options);

    private static Script KeeperScript(int slots, List<int> handles) => new((stage, burst) =>
    {
        HeldPackets held = stage.KeepPackets(slots);
        for (int i = 0; i < burst.Count; i = burst.NextPacket(i))
        {
            if (burst.Data(i)[0] == 1 && held.TryKeep(burst, i, out int handle))
            {
                handles.Add(handle);
            }
        }
    })
    {
        OnControl = (stage, _) =>
        {
            while (handles.Count > 0 && stage.Held!.TryRelease(handles[0], stage.Gate("g1")))
            {
                handles.RemoveAt(0);
            }
        },
    };
}
