using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Sdk.Tests.Support;

namespace NfvRuntime.Sdk.Tests.Stages;

/// <summary>Edges whose next hop is slow: waiting loses nothing and keeps order; dropping is counted.</summary>
public class FullEdgeTests
{
    [Fact]
    public void A_waiting_edge_loses_nothing_and_keeps_the_order()
    {
        using var harness = ScriptStage.Run(Split, new() { Burst = 4, Reserve = 1, Credits = 2 });
        byte[][] frames = Numbered.Frames(400, i => i % 3 == 0 ? 1 : 0);
        harness.Hold("g1");
        harness.Send(frames);
        Assert.True(harness.Sent() < 20, $"{harness.Sent()} packets passed a burst that had to wait");
        Assert.True(harness.Stage.PacketsHeld > 0);
        harness.CheckConservation();
        harness.Release("g1");
        Assert.Equal(frames.Where(frame => frame[0] == 0), harness.Take());
        Assert.Equal(frames.Where(frame => frame[0] == 1), harness.Take("g1"));
        Assert.Empty(harness.Drops);
    }

    [Fact]
    public void One_input_that_waits_does_not_stop_another()
    {
        using var harness = ScriptStage.Run(Split, new() { Burst = 4, Reserve = 1, Credits = 2 });
        harness.Hold("g1");
        harness.Send(Numbered.Frames(40, i => i % 4 == 0 ? 1 : 0));
        long before = harness.Sent();
        harness.SendTo("second", Numbered.Frames(100, _ => 0));
        Assert.Equal(before + 100, harness.Sent());
    }

    [Fact]
    public void A_dropping_edge_drops_at_once_and_the_others_go_on()
    {
        using var harness = ScriptStage.Run(
            Split, new() { Burst = 4, Reserve = 1, Credits = 2, Policy = new EdgePolicy(true, TimeSpan.Zero) });
        harness.Hold("g1");
        harness.Send(Numbered.Frames(400, i => i % 4 == 0 ? 1 : 0));
        Assert.Equal(300, harness.Sent());
        Assert.Equal(4, harness.Sent("g1")); // one burst of reserve, filled within the turn
        Assert.Equal(new Dictionary<string, long> { ["edge-full"] = 96 }, harness.Drops);
    }

    [Fact]
    public void A_patient_edge_drops_only_after_its_time()
    {
        using var harness = ScriptStage.Run(
            Split, new() { Burst = 4, Reserve = 1, Credits = 2, Policy = new EdgePolicy(true, TimeSpan.FromMilliseconds(50)) });
        harness.Hold("g1");
        harness.Send(Numbered.Frames(4, i => i % 4 == 0 ? 1 : 0));
        harness.Send(Numbered.Frames(4, i => i % 4 == 0 ? 1 : 0));
        Assert.Equal(4, harness.Stage.PacketsHeld);
        harness.WaitFor(() => harness.Sent() == 6, "the edge to lose patience");
        Assert.Equal(new Dictionary<string, long> { ["edge-full"] = 1 }, harness.Drops);
    }

    [Fact]
    public void A_patient_edge_that_gets_room_in_time_drops_nothing()
    {
        using var harness = ScriptStage.Run(
            Split, new() { Burst = 4, Reserve = 1, Credits = 2, Policy = new EdgePolicy(true, TimeSpan.FromMinutes(5)) });
        harness.Hold("g1");
        byte[][] frames = Numbered.Frames(40, i => i % 4 == 0 ? 1 : 0);
        harness.Send(frames);
        harness.Release("g1");
        Assert.Equal(frames.Where(frame => frame[0] == 0), harness.Take());
        Assert.Equal(frames.Where(frame => frame[0] == 1), harness.Take("g1"));
        Assert.Empty(harness.Drops);
    }

    [Fact]
    public void Random_loads_over_tiny_pools_lose_nothing_and_keep_order()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int round = 0; round < 100; round++)
        {
            var options = new StageHarnessOptions
            {
                Burst = random.Next(1, 20),
                Reserve = random.Next(1, 4),
                Credits = random.Next(1, 4),
                BufferSize = 256,
            };
            int gates = random.Next(1, 17);
            int longest = Math.Min(options.Burst, 4) * 128;
            byte[][] frames = [.. Enumerable.Range(0, random.Next(1, 600)).Select(i => Numbered.Frame(random.Next(gates), i, random.Next(5, longest)))];
            using var harness = ScriptStage.Run(Split, options);
            foreach (byte[][] part in frames.Chunk(random.Next(1, 200)))
            {
                string gate = ScriptStage.Name(random.Next(16));
                harness.Hold(gate);
                harness.Send(part);
                harness.CheckConservation();
                harness.Release(gate);
            }

            for (int gate = 0; gate < gates; gate++)
            {
                byte[][] left = harness.Take(ScriptStage.Name(gate));
                Assert.True(
                    frames.Where(frame => frame[0] == gate).SelectMany(f => f).SequenceEqual(left.SelectMany(f => f)),
                    $"seed {seed}, round {round}, gate {gate}, {options}");
            }

            Assert.True(harness.Drops.Count == 0, $"seed {seed}, round {round}");
        }
    }

    private static void Split(StageContext stage, Burst burst) => ScriptStage.Split(stage, burst, b => b);
}
