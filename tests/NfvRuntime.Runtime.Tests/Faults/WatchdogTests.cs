using NfvRuntime.Actors.Islands;
using NfvRuntime.Counters;
using NfvRuntime.Runtime.Tests.Support;

namespace NfvRuntime.Runtime.Tests.Faults;

public class WatchdogTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task What_does_not_return_is_named_and_forgotten_when_it_returns()
    {
        using var release = new ManualResetEventSlim();
        var log = new List<string>();
        await using var rig = new Rig(1, 16, 256);
        (TestPort port, Segment segment) = Build(rig, new Script { OnBurst = (_, _) => release.Wait(Rig.Patience) });
        port.Count = 10;
        port.PauseAfter = 0;
        using var watchdog = new Watchdog(rig.Island, segment, TimeSpan.FromMilliseconds(50), log.Add);
        await rig.StartAsync(segment);
        port.PauseAfter = 10;
        await Rig.Until(() => watchdog.Stall is not null);
        Assert.Equal("stage 'scripted'", watchdog.Stall!.What);
        Assert.Equal("stage 'scripted'", watchdog.Running);
        Assert.Equal(1ul, Value(rig, Catalogue.StageStalled));
        Assert.Equal(1ul, Value(rig, Catalogue.IslandStalled));
        Assert.True((await watchdog.Hung.WaitAsync(Rig.Patience)).For >= TimeSpan.FromMilliseconds(100));
        release.Set();
        await Rig.Until(() => watchdog.Stall is null && Value(rig, Catalogue.StageStalled) == 0);
        await rig.DrainAsync(segment);
        watchdog.Dispose();
        Assert.Contains(log, line => line.StartsWith("stage 'scripted' has not returned for 50 ms", StringComparison.Ordinal));
        Assert.Contains(log, line => line.StartsWith("stage 'scripted' has returned after", StringComparison.Ordinal));
        await rig.StopAsync(segment, Rig.Patience);
        Books.MustBeEmpty(segment);
    }

    /// <summary>A busy island on a busy machine waits for a CPU, so its deadline is long; one that sleeps can be as slow as it likes.</summary>
    [Fact]
    public async Task An_island_that_is_busy_or_sleeps_is_left_alone()
    {
        var log = new List<string>();
        await using var rig = new Rig(1, 16, 256, policy: WaitPolicy.Interrupt);
        (TestPort port, Segment segment) = Build(rig, new Script());
        port.Count = 1_000_000;
        port.PauseAfter = 500_000;
        using (new Watchdog(rig.Island, segment, TimeSpan.FromSeconds(10), log.Add))
        {
            await rig.StartAsync(segment);
            await Rig.Until(() => port.Delivered == 500_000);
        }

        IslandPulse last = default;
        await Rig.Until(() => last == (last = rig.Island.Pulse) && last.Running is null);
        using var watchdog = new Watchdog(rig.Island, segment, TimeSpan.FromMilliseconds(20), log.Add);
        await Task.Delay(200); // ten deadlines long, the island has nothing to do
        Assert.Null(watchdog.Stall);
        watchdog.Dispose();
        Assert.Empty(log);
        await rig.StopAsync(segment, Rig.Patience);
    }

    [Fact]
    public void Looks_count_and_not_the_time_between_them()
    {
        var clock = new StallClock(Period);
        var inside = new IslandPulse(7, 9, ActorRefs.Nobody);
        clock.Look(inside);
        Assert.Equal(TimeSpan.Zero, clock.Stalled);
        clock.Look(inside);
        Assert.Equal(Period, clock.Stalled); // however long the process was stopped in between
    }

    [Fact]
    public void A_turn_a_message_or_nobody_running_begins_anew()
    {
        var clock = new StallClock(Period);
        var inside = new IslandPulse(7, 9, ActorRefs.Nobody);
        foreach (IslandPulse next in new[] { inside with { Turns = 8 }, inside with { Messages = 10 }, inside with { Running = null } })
        {
            clock.Look(inside);
            clock.Look(inside);
            Assert.Equal(Period, clock.Stalled);
            clock.Look(next);
            Assert.Equal(TimeSpan.Zero, clock.Stalled);
        }
    }

    [Fact]
    public void Nothing_counts_under_a_debugger_or_while_nobody_runs()
    {
        var clock = new StallClock(Period);
        var idle = new IslandPulse(7, 9, null);
        var inside = new IslandPulse(7, 9, ActorRefs.Nobody);
        for (int i = 0; i < 1000; i++)
        {
            clock.Look(idle);
            Assert.Equal(TimeSpan.Zero, clock.Stalled);
        }

        for (int i = 0; i < 1000; i++)
        {
            clock.Look(inside, counts: false);
            Assert.Equal(TimeSpan.Zero, clock.Stalled);
        }
    }

    private static (TestPort Port, Segment Segment) Build(Rig rig, Script script)
    {
        TestPort port = rig.Port("a", 0);
        SegmentBuilder builder = rig.Build(1);
        builder.AddPort("a", port);
        builder.AddScript("scripted", script);
        builder.ConnectPath(0, "a", "scripted", "a");
        return (port, builder.Build());
    }

    private static ulong Value(Rig rig, Metric metric) => rig.Counters.Read().Single(reading => reading.Metric.Name == metric.Name).Value;
}
