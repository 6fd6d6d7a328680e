using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Sdk.Tests.Support;

namespace NfvRuntime.Sdk.Tests.Stages;

public class OutOfServiceTests
{
    [Fact]
    public void What_bypasses_a_stage_is_not_touched()
    {
        using var harness = ScriptStage.Run((_, burst) => burst.Data(0).Fill(0xEE));
        byte[][] frames = [.. Enumerable.Range(0, 40).Select(i => TestFrames.Udp("10.0.0.1", "10.0.0.2", i, 53, 10 * i))];

        TakeOut(harness, OnFault.Bypass);
        harness.Send(frames);

        Assert.Equal(frames, harness.Take());
        Assert.Equal(40ul, harness.Stage.Counters.Bypassed.Value);
        Assert.Empty(harness.Drops);
    }

    [Fact]
    public void Without_a_way_round_packets_are_dropped_under_a_reason_of_their_own()
    {
        using var harness = ScriptStage.Run((_, _) => { });
        TakeOut(harness, OnFault.Drop);
        harness.Send(Numbered.Frames(7, _ => 0));
        Assert.Equal(new Dictionary<string, long> { ["out-of-service"] = 7 }, harness.Drops);
        Assert.Equal(0ul, harness.Stage.Counters.Bypassed.Value);
    }

    [Fact]
    public void What_waited_for_the_fallen_instance_bypasses_as_well()
    {
        using var harness = ScriptStage.Run((stage, burst) => burst.Set(0, stage.Gate("g1")), new() { Burst = 2 });
        harness.Hold();
        harness.Hold("g1");
        harness.Send(Numbered.Frames(12, _ => 0));
        TakeOut(harness, OnFault.Bypass);
        harness.Release();
        harness.Release("g1");
        Assert.Equal(12, harness.Sent() + harness.Sent("g1"));
        Assert.InRange(harness.Stage.Counters.Bypassed.Value, 1ul, 11ul);
        harness.CheckConservation();
    }

    [Fact]
    public void Discarded_state_is_disposed_and_made_anew_and_what_is_kept_always_stays()
    {
        var made = new List<Disposable>();
        Disposable? always = null;
        using var harness = ScriptStage.Run((stage, _) =>
        {
            stage.Keep("state", () => Add(made));
            always = stage.KeepAlways("file", () => new Disposable());
        });
        harness.Send(Numbered.Frame(0, 0));
        harness.Restart();
        harness.Send(Numbered.Frame(0, 0));
        Assert.Equal([false], made.Select(state => state.IsDisposed));

        Disposable? before = always;
        harness.WaitFor(() => Discard(harness), "the island");
        harness.Restart();
        harness.Send(Numbered.Frame(0, 0));

        Assert.Equal([true, false], made.Select(state => state.IsDisposed));
        Assert.Same(before, always);
        Assert.Equal(1ul, harness.Stage.Counters.StateDiscards.Value);
    }

    [Fact]
    public void Cells_asked_for_again_are_those_of_the_last_instance()
    {
        using var harness = ScriptStage.Run((stage, _) => stage.Counters.Add(Counters.Catalogue.CounterBytes)[0].Add(5));
        harness.Send(Numbered.Frame(0, 0));
        harness.Restart();
        harness.Send(Numbered.Frame(0, 0));
        Assert.Equal([10ul], harness.Counters.Read().Where(cell => cell.Metric.Name == Counters.Catalogue.CounterBytes.Name).Select(cell => cell.Value));
    }

    private static void TakeOut(StageHarness harness, OnFault instead)
    {
        harness.WaitFor(
            () =>
            {
                harness.Stage.SetStatus(new ServiceStatus(ServiceState.OutOfService, instead, "a test says so"));
                return true;
            },
            "the island");
        harness.Restart();
    }

    private static bool Discard(StageHarness harness)
    {
        harness.Stage.StartAfresh();
        return true;
    }

    private static Disposable Add(List<Disposable> made)
    {
        made.Add(new Disposable());
        return made[^1];
    }

    private sealed class Disposable : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
