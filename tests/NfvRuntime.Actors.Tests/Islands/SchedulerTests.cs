namespace NfvRuntime.Actors.Tests.Islands;

public sealed class SchedulerTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_message_comes_once_and_not_early()
    {
        var probe = new Probe(_test);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _test.System.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(10), probe.Ref, "due", ActorRefs.NoSender);
        probe.Expect("due");
        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(10), $"after {clock.Elapsed}");
        probe.ExpectNothingBefore("end");
    }

    [Fact]
    public void Messages_come_in_the_order_in_which_they_are_due()
    {
        Island island = _test.NewIsland("work");
        var probe = new Probe(_test);
        IActorRef actor = _test.Start(
            (_, context) =>
            {
                IScheduler scheduler = context.System.Scheduler;
                scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(6), probe.Ref, 3, context.Self);
                scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(2), probe.Ref, 1, context.Self);
                scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(4), probe.Ref, 2, context.Self);
            },
            island: island.Id);
        actor.Tell("go");
        probe.Expect(1);
        probe.Expect(2);
        probe.Expect(3);
        Assert.Equal(actor, probe.LastSender);
    }

    [Fact]
    public void A_repeated_message_comes_until_cancelled()
    {
        var probe = new Probe(_test);
        ICancelable tick = _test.System.Scheduler.ScheduleTellRepeatedlyCancelable(
            TimeSpan.Zero, TimeSpan.FromMilliseconds(1), probe.Ref, "tick", ActorRefs.NoSender);
        for (int i = 0; i < 20; i++)
        {
            probe.Expect("tick");
        }

        tick.Cancel();
        Assert.True(tick.IsCancellationRequested);
        var after = new Probe(_test);
        _test.System.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(20), after.Ref, "later", ActorRefs.NoSender);
        after.Expect("later");
        probe.Drain();
        _test.System.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(10), after.Ref, "later", ActorRefs.NoSender);
        after.Expect("later");
        probe.ExpectNothingBefore("end");
    }

    [Fact]
    public void A_cancelled_message_does_not_come()
    {
        var probe = new Probe(_test);
        ICancelable never = _test.System.Scheduler.ScheduleTellOnceCancelable(
            TimeSpan.FromMilliseconds(5), probe.Ref, "never", ActorRefs.NoSender);
        never.Cancel();
        _test.System.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(15), probe.Ref, "end", ActorRefs.NoSender);
        probe.Expect("end");
    }

    [Fact]
    public void An_interval_of_nothing_is_refused()
    {
        var probe = new Probe(_test);
        Assert.Throws<ArgumentOutOfRangeException>(() => _test.System.Scheduler.ScheduleTellRepeatedly(
            TimeSpan.Zero, TimeSpan.Zero, probe.Ref, "x", ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() => _test.System.Scheduler.ScheduleTellOnce(
            TimeSpan.FromSeconds(-1), probe.Ref, "x", ActorRefs.NoSender));
    }
}
