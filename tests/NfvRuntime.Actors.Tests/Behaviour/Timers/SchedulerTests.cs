namespace ActorBehaviour.Timers;

public sealed class SchedulerTests : TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public SchedulerTests()
        : base(TestConfigs.TestSchedulerConfig)
    {
    }

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_message_comes_when_its_time_has_come()
    {
        Sys.Scheduler.ScheduleTellOnce(Second, TestActor, "now", ActorRefs.NoSender);
        Clock.Advance(Second / 2);
        ExpectNoMsg(20);
        Clock.Advance(Second / 2);
        ExpectMsg("now");
    }

    [Fact]
    public void Messages_come_in_the_order_of_their_times()
    {
        Sys.Scheduler.ScheduleTellOnce(Second * 2, TestActor, "second", ActorRefs.NoSender);
        Sys.Scheduler.ScheduleTellOnce(Second, TestActor, "first", ActorRefs.NoSender);
        Clock.Advance(Second * 3);
        ExpectMsg("first");
        ExpectMsg("second");
    }

    [Fact]
    public void A_message_is_sent_in_the_name_of_its_sender()
    {
        TestProbe other = CreateTestProbe();
        Sys.Scheduler.ScheduleTellOnce(Second, TestActor, "now", other.Ref);
        Clock.Advance(Second);
        ExpectMsgFrom(other.Ref, "now");
    }

    [Fact]
    public void A_cancelled_message_does_not_come()
    {
        ICancelable cancelable = Sys.Scheduler.ScheduleTellOnceCancelable(Second, TestActor, "now", ActorRefs.NoSender);
        cancelable.Cancel();
        Clock.Advance(Second);
        ExpectNoMsg(20);
    }

    [Fact]
    public void A_repeated_message_ends_with_its_cancellation()
    {
        ICancelable cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(Second, Second, TestActor, "again", ActorRefs.NoSender);
        Clock.Advance(Second);
        ExpectMsg("again");
        Clock.Advance(Second);
        ExpectMsg("again");
        cancelable.Cancel();
        Clock.Advance(Second);
        ExpectNoMsg(20);
    }

    [Fact]
    public void A_call_is_made_when_its_time_has_come()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(Second, () => TestActor.Tell("called", ActorRefs.NoSender));
        ExpectNoMsg(20);
        Clock.Advance(Second);
        ExpectMsg("called");
    }

    [Fact]
    public void A_call_is_repeated()
    {
        Sys.Scheduler.Advanced.ScheduleRepeatedly(Second, Second, () => TestActor.Tell("called", ActorRefs.NoSender));
        Clock.Advance(Second);
        ExpectMsg("called");
        Clock.Advance(Second);
        ExpectMsg("called");
    }

    [Fact]
    public void Time_can_be_moved_to_a_moment()
    {
        DateTimeOffset before = Clock.Now;
        Clock.AdvanceTo(before + Second);
        Assert.Equal(before + Second, Clock.Now);
    }

    [Fact]
    public void Time_does_not_go_back() => Assert.Throws<InvalidOperationException>(() => Clock.AdvanceTo(Clock.Now - Second));
}
