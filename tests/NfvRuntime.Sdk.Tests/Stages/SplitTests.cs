using NfvRuntime.Sdk.Tests.Support;

namespace NfvRuntime.Sdk.Tests.Stages;

public class SplitTests
{
    [Fact]
    public void Sixteen_gates_each_get_their_packets_in_order()
    {
        using var harness = ScriptStage.Run((stage, burst) => ScriptStage.Split(stage, burst, b => b));
        byte[][] frames = Numbered.Frames(1000, i => (i * 7) % 16);
        harness.Send(frames);
        for (int gate = 0; gate < 16; gate++)
        {
            Assert.Equal(frames.Where(frame => frame[0] == gate), harness.Take(ScriptStage.Name(gate)));
        }
    }

    [Fact]
    public void Order_holds_at_a_gate_that_now_keeps_the_burst_and_now_gets_a_part()
    {
        using var harness = ScriptStage.Run((stage, burst) => ScriptStage.Split(stage, burst, b => b), new() { Burst = 8 });
        var random = new Random(5);
        byte[][] frames = Numbered.Frames(4000, i => (i / 8 % 3) switch { 0 => 0, 1 => random.Next(2), _ => 1 });
        harness.Send(frames);
        Assert.Equal(frames.Where(frame => frame[0] == 0), harness.Take());
        Assert.Equal(frames.Where(frame => frame[0] == 1), harness.Take("g1"));
    }

    [Fact]
    public void The_gate_with_most_packets_keeps_the_burst_and_needs_no_reserve()
    {
        using var harness = ScriptStage.Run(
            (stage, burst) => ScriptStage.Split(stage, burst, b => b), new() { Burst = 8, Reserve = 1, Credits = 4 });
        harness.Hold("g1");
        for (int i = 0; i < 4; i++)
        {
            harness.Send(Numbered.Frames(8, n => n % 4 == 0 ? 0 : 1));
        }

        // The reserve behind g1 was never touched: all of its 24 packets left in the bursts they came in.
        Assert.Equal(24, harness.Sent("g1"));
        Assert.Equal(8, harness.Take().Length);
    }

    [Fact]
    public void A_packet_without_a_verdict_leaves_by_the_default_gate()
    {
        using var harness = ScriptStage.Run((stage, burst) => burst.Set(1, stage.Gate("g3")));
        harness.Send(Numbered.Frames(3, _ => 0));
        Assert.Equal([0, 2], harness.Take().Select(frame => (int)frame[1]));
        Assert.Equal([1], harness.Take("g3").Select(frame => (int)frame[1]));
    }

    [Fact]
    public void All_verdicts_of_a_burst_can_be_set_at_once()
    {
        using var harness = ScriptStage.Run((stage, burst) => burst.SetAll(stage.Gate("g3")));
        byte[][] frames = Numbered.Frames(200, _ => 0);
        harness.Send(frames);
        Assert.Equal(frames, harness.Take("g3"));
    }

    [Fact]
    public void Drops_are_counted_by_their_reason_and_consumed_packets_apart()
    {
        using var harness = ScriptStage.Run((stage, burst) =>
        {
            for (int i = 0; i < burst.Count; i++)
            {
                burst.Set(i, (i % 3) switch { 0 => stage.Drop(ScriptStage.Unwanted), 1 => Verdict.Consume, _ => Verdict.Default });
            }
        });
        harness.Send(Numbered.Frames(60, _ => 0));
        Assert.Equal(new Dictionary<string, long> { ["script-unwanted"] = 20 }, harness.Drops);
        Assert.Equal(20UL, harness.Stage.Counters.Consumed.Value);
        Assert.Equal(20, harness.Sent());
    }

    [Fact]
    public void Where_a_whole_burst_has_one_verdict_the_sums_are_the_same()
    {
        using var harness = ScriptStage.Run((stage, burst) => burst.SetAll(burst.Data(0)[0] == 0 ? Verdict.Consume : stage.Drop(ScriptStage.Unwanted)));
        harness.Send(Numbered.Frames(10, _ => 0));
        harness.Send(Numbered.Frames(5, _ => 1));
        Assert.Equal(10UL, harness.Stage.Counters.Consumed.Value);
        Assert.Equal(new Dictionary<string, long> { ["script-unwanted"] = 5 }, harness.Drops);
    }

    [Fact]
    public void An_unconnected_gate_drops_under_its_own_reason_and_an_ended_path_as_such()
    {
        using var harness = ScriptStage.Run(
            (stage, burst) => ScriptStage.Split(stage, burst, b => b), new() { Unconnected = ["g1"], Ended = ["g2"] });
        harness.Send(Numbered.Frames(30, i => i % 3)); // mixed bursts
        harness.Send(Numbered.Frames(4, _ => 1)); // and whole ones
        harness.Send(Numbered.Frames(5, _ => 2));
        Assert.Equal(10, harness.Take().Length);
        Assert.Equal(new Dictionary<string, long> { ["script-unconnected"] = 14, ["path-drop"] = 15 }, harness.Drops);
    }

    [Fact]
    public void A_burst_that_goes_nowhere_at_all_is_settled()
    {
        using var harness = ScriptStage.Run(
            (stage, burst) => ScriptStage.Split(stage, burst, b => b), new() { Unconnected = ["", "g1"] });
        harness.Send(Numbered.Frames(6, i => i % 2));
        Assert.Equal(new Dictionary<string, long> { ["gate-unconnected"] = 3, ["script-unconnected"] = 3 }, harness.Drops);
    }

    [Fact]
    public void An_empty_burst_goes_home()
    {
        using var harness = ScriptStage.Run((_, _) => { });
        harness.Send();
        Assert.Equal(1UL, harness.Stage.Counters.Bursts.Value);
        Assert.Empty(harness.Take());
    }

    [Fact]
    public void A_stage_can_ask_whether_a_gate_leads_anywhere()
    {
        var found = new List<bool>();
        using var harness = ScriptStage.Run(
            (stage, burst) => found.AddRange([stage.IsConnected(burst, stage.Gate("g1")), stage.IsConnected(burst, stage.Gate("g2")), stage.IsConnected(burst, stage.Gate("g3"))]),
            new() { Unconnected = ["g1"], Ended = ["g2"] });
        harness.Send(Numbered.Frame(0, 0));
        Assert.Equal([false, true, true], found);
    }

    [Fact]
    public void A_stage_cannot_name_a_gate_that_its_kind_has_not()
    {
        using var harness = ScriptStage.Run((_, _) => { });
        var fault = Assert.Throws<ArgumentException>(() => harness.Stage.Gate("denied"));
        Assert.StartsWith("Stage 'stage' has no output gate 'denied'; it has '', 'g1', 'g2'", fault.Message);
    }

    [Fact]
    public void A_burst_knows_the_input_gate_it_came_by()
    {
        var gates = new List<int>();
        using var harness = ScriptStage.Run((_, burst) => gates.Add(burst.InputGate));
        harness.Send(Numbered.Frame(0, 0));
        harness.SendTo("second", Numbered.Frame(0, 1));
        Assert.Equal([0, 1], gates);
    }
}
