using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Sdk.Tests.Support;

namespace NfvRuntime.Sdk.Tests.Stages;

public class FaultTests
{
    [Fact]
    public void A_failing_burst_is_dropped_and_the_next_one_is_processed()
    {
        using var harness = ScriptStage.Run(FailOnOnes);
        harness.Send(Numbered.Frames(5, _ => 0));
        harness.Send(Numbered.Frames(7, _ => 1));
        harness.Send(Numbered.Frames(3, _ => 0));
        Assert.Equal(8, harness.Take().Length);
        Assert.Equal(new Dictionary<string, long> { ["stage-fault"] = 7 }, harness.Drops);
        Assert.Equal(1, harness.Restarts);
    }

    [Fact]
    public void What_a_failing_stage_had_decided_is_not_carried_out()
    {
        using var harness = ScriptStage.Run((stage, burst) =>
        {
            burst.SetAll(stage.Gate("g1"));
            throw new InvalidOperationException("on purpose");
        });
        harness.Send(Numbered.Frames(5, _ => 0));
        Assert.Equal(0, harness.Sent("g1"));
        Assert.Equal(new Dictionary<string, long> { ["stage-fault"] = 5 }, harness.Drops);
    }

    [Fact]
    public void Copies_made_before_the_fault_are_accounted_for()
    {
        using var harness = ScriptStage.Run((stage, burst) =>
        {
            stage.TryCopy(burst, 0, stage.Gate("g1"));
            throw new InvalidOperationException("on purpose");
        });
        harness.Send(Numbered.Frames(5, _ => 0));
        Assert.Single(harness.Take("g1"));
        Assert.Equal(5, harness.Drops["stage-fault"]);
    }

    [Fact]
    public void Kept_state_is_found_again_by_the_next_instance()
    {
        int made = 0;
        using var harness = ScriptStage.Run((stage, burst) =>
        {
            List<byte> seen = stage.Keep("seen", () =>
            {
                made++;
                return new List<byte>();
            });
            seen.Add(burst.Data(0)[0]);
            FailOnOnes(stage, burst);
        });
        harness.Send(Numbered.Frame(1, 0));
        harness.Send(Numbered.Frame(0, 0));
        Assert.Equal([1, 0], harness.Stage.Keep("seen", () => new List<byte>()));
        Assert.Equal(1, made);
    }

    [Fact]
    public void Ten_thousand_faults_lose_no_buffer()
    {
        using var harness = ScriptStage.Run(FailOnOnes, new() { Burst = 4 });
        int n = 0;
        harness.Feed(80_000, buffer =>
        {
            buffer[0] = (byte)(n++ / 4 % 2);
            return 60;
        });
        Assert.Equal(10_000, harness.Restarts);
        Assert.Equal(40_000, harness.Drops["stage-fault"]);
        Assert.Equal(40_000, harness.Sent());
        harness.CheckConservation();
    }

    [Fact]
    public void A_fault_while_others_wait_loses_its_own_burst_only()
    {
        using var harness = ScriptStage.Run(
            (stage, burst) =>
            {
                FailOnOnes(stage, burst);
                ScriptStage.Split(stage, burst, b => b == 2 ? 1 : 0);
            },
            new() { Burst = 4, Reserve = 1, Credits = 4 });
        harness.Hold("g1");
        harness.Send(Numbered.Frames(4, i => i == 0 ? 2 : 0)); // uses up the reserve behind g1
        harness.Send(Numbered.Frames(4, i => i == 0 ? 2 : 0)); // must wait
        harness.Send(Numbered.Frames(4, _ => 1)); // waits behind it, and will fail
        harness.Send(Numbered.Frames(4, _ => 0));
        Assert.Equal(3, harness.Sent());
        harness.Release("g1");
        Assert.Equal(10, harness.Sent());
        Assert.Equal(2, harness.Sent("g1"));
        Assert.Equal(new Dictionary<string, long> { ["stage-fault"] = 4 }, harness.Drops);
    }

    [Fact]
    public void What_a_stage_throws_at_its_birth_comes_to_light()
    {
        var script = new Script((_, _) => { }) { OnStart = _ => throw new IOException("no such thing") };
        Assert.Equal("no such thing", Assert.Throws<IOException>(() => new StageHarness(ScriptStage.Kind, script)).Message);
    }

    [Fact]
    public void A_stopped_stage_drops_what_waits_and_what_still_comes()
    {
        using var harness = ScriptStage.Run(
            (stage, burst) => ScriptStage.Split(stage, burst, b => b), new() { Burst = 4, Reserve = 1, Credits = 4 });
        harness.Hold("g1");
        harness.Send(Numbered.Frames(4, i => i == 0 ? 1 : 0));
        harness.Send(Numbered.Frames(4, i => i == 0 ? 1 : 0)); // waits with all of its packets
        harness.Stop();
        harness.Send(Numbered.Frames(3, _ => 0));
        Assert.Equal(new Dictionary<string, long> { ["stage-stopped"] = 7 }, harness.Drops);
        harness.CheckConservation();
    }

    [Fact]
    public void Control_messages_reach_the_stage()
    {
        var heard = new List<object>();
        using var harness = new StageHarness(ScriptStage.Kind, new Script((_, _) => { }) { OnControl = (_, message) => heard.Add(message) });
        Assert.Equal("done", harness.Ask<string>("hello"));
        Assert.Equal(["hello"], heard);
    }

    private static void FailOnOnes(StageContext stage, Burst burst)
    {
        if (burst.Count > 0 && burst.Data(0)[0] == 1)
        {
            throw new InvalidOperationException("on purpose");
        }
    }
}
