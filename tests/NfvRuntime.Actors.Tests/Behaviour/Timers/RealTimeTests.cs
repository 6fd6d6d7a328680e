namespace ActorBehaviour.Timers;

public sealed class RealTimeTests : TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(5);

    [Fact]
    public void A_call_is_made()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(Short, () => TestActor.Tell("called", ActorRefs.NoSender));
        ExpectMsg("called");
    }

    [Fact]
    public void A_call_is_repeated_until_it_is_cancelled()
    {
        var cancelable = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.Advanced.ScheduleRepeatedly(Short, Short, () => TestActor.Tell("called", ActorRefs.NoSender), cancelable);
        ExpectMsg("called");
        ExpectMsg("called");
        cancelable.Cancel();
        Assert.True(cancelable.IsCancellationRequested);
    }

    [Fact]
    public void A_call_that_throws_does_not_end_the_scheduler()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(Short, () => throw new Boom());
        Sys.Scheduler.ScheduleTellOnce(Short * 2, TestActor, "after", ActorRefs.NoSender);
        ExpectMsg("after");
    }

    [Fact]
    public void The_clock_goes_on()
    {
        TimeSpan before = Sys.Scheduler.MonotonicClock;
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(50), TestActor, "now", ActorRefs.NoSender);
        ExpectMsg("now");
        Assert.True(Sys.Scheduler.MonotonicClock > before);
    }

    [Fact]
    public void A_timer_fires_in_real_time()
    {
        IActorRef timed = Sys.ActorOf(Props.Create(() => new TimedActor(TestActor)));
        timed.Tell(new Action<ITimerScheduler>(timers => timers.StartSingleTimer("key", "tick", Short)));
        ExpectMsg("done");
        ExpectMsg("tick");
    }

    [Fact]
    public void A_message_is_repeated_at_its_interval()
    {
        ICancelable cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(Short, Short, TestActor, "again", ActorRefs.NoSender);
        ReceiveN(3);
        cancelable.Cancel();
    }
}
