namespace ActorBehaviour.Timers;

public sealed class TimerTests : TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly IActorRef _timed;

    public TimerTests()
        : base(TestConfigs.TestSchedulerConfig) => _timed = Sys.ActorOf(Props.Create(() => new TimedActor(TestActor)), "timed");

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_single_timer_fires_once()
    {
        Do(timers => timers.StartSingleTimer("key", "tick", Second));
        Clock.Advance(Second);
        ExpectMsg("tick");
        Clock.Advance(Second);
        NothingMore();
    }

    [Fact]
    public void A_timer_does_not_fire_early()
    {
        Do(timers => timers.StartSingleTimer("key", "tick", Second));
        Clock.Advance(Second - TimeSpan.FromTicks(1));
        NothingMore();
    }

    [Fact]
    public void A_periodic_timer_fires_again_and_again()
    {
        Do(timers => timers.StartPeriodicTimer("key", "tick", Second));
        for (int i = 0; i < 3; i++)
        {
            Clock.Advance(Second);
            ExpectMsg("tick");
        }
    }

    [Fact]
    public void A_periodic_timer_may_begin_sooner_than_it_repeats()
    {
        Do(timers => timers.StartPeriodicTimer("key", "tick", TimeSpan.FromMilliseconds(1), Second));
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        ExpectMsg("tick");
        Clock.Advance(Second);
        ExpectMsg("tick");
    }

    [Fact]
    public void A_timer_of_the_same_key_replaces_the_first()
    {
        Do(timers =>
        {
            timers.StartSingleTimer("key", "first", Second);
            timers.StartSingleTimer("key", "second", Second);
        });
        Clock.Advance(Second);
        ExpectMsg("second");
        NothingMore();
    }

    [Fact]
    public void Timers_of_different_keys_do_not_meet()
    {
        Do(timers =>
        {
            timers.StartSingleTimer(1, "one", Second);
            timers.StartSingleTimer(2, "two", Second);
        });
        Clock.Advance(Second);
        ExpectMsgAllOf("one", "two");
    }

    [Fact]
    public void A_cancelled_timer_does_not_fire()
    {
        Do(timers => timers.StartPeriodicTimer("key", "tick", Second));
        Do(timers => timers.Cancel("key"));
        Clock.Advance(Second);
        NothingMore();
    }

    [Fact]
    public void A_timer_that_is_cancelled_while_its_message_waits_does_not_deliver_it()
    {
        using var gate = new ManualResetEventSlim();
        Do(timers => timers.StartSingleTimer("key", "tick", Second));
        _timed.Tell(new Action<ITimerScheduler>(timers =>
        {
            gate.Wait();
            timers.Cancel("key");
        }));
        Clock.Advance(Second);
        gate.Set();
        ExpectMsg("done");
        NothingMore();
    }

    [Fact]
    public void A_timer_that_is_replaced_while_its_message_waits_delivers_only_the_new_one()
    {
        using var gate = new ManualResetEventSlim();
        Do(timers => timers.StartSingleTimer("key", "old", Second));
        _timed.Tell(new Action<ITimerScheduler>(timers =>
        {
            gate.Wait();
            timers.StartSingleTimer("key", "new", Second);
        }));
        Clock.Advance(Second);
        gate.Set();
        ExpectMsg("done");
        Clock.Advance(Second);
        ExpectMsg("new");
    }

    [Fact]
    public void All_timers_can_be_cancelled_at_once()
    {
        Do(timers =>
        {
            timers.StartSingleTimer(1, "one", Second);
            timers.StartPeriodicTimer(2, "two", Second);
            timers.CancelAll();
        });
        Clock.Advance(Second);
        NothingMore();
    }

    [Fact]
    public void A_timer_is_active_until_it_has_fired()
    {
        Do(timers => timers.StartSingleTimer("key", "tick", Second));
        Do(timers => Assert.True(timers.IsTimerActive("key")));
        Clock.Advance(Second);
        ExpectMsg("tick");
        Do(timers => Assert.False(timers.IsTimerActive("key")));
    }

    [Fact]
    public void A_periodic_timer_stays_active()
    {
        Do(timers => timers.StartPeriodicTimer("key", "tick", Second));
        Clock.Advance(Second);
        ExpectMsg("tick");
        Do(timers => Assert.True(timers.IsTimerActive("key")));
    }

    [Fact]
    public void The_active_timers_are_known_by_their_keys() => Do(timers =>
    {
        timers.StartSingleTimer(1, "one", Second);
        timers.StartSingleTimer(2, "two", Second);
        timers.Cancel(1);
        Assert.Equal<object>([2], timers.ActiveTimers);
    });

    [Fact]
    public void Cancelling_what_does_not_run_does_nothing() => Do(timers => timers.Cancel("key"));

    [Fact]
    public void Timers_end_with_a_restart()
    {
        Do(timers => timers.StartPeriodicTimer("key", "tick", Second));
        EventFilter.Exception<Boom>().ExpectOne(() => _timed.Tell(new Boom()));
        Do(timers => Assert.Empty(timers.ActiveTimers));
        Clock.Advance(Second);
        NothingMore();
    }

    [Fact]
    public void Timers_outlive_a_resume()
    {
        IActorRef parent = Sys.ActorOf(Props.Create(() => new Parent(
            new OneForOneStrategy(_ => Directive.Resume), Props.Create(() => new TimedActor(TestActor)))));
        parent.Tell("child");
        var child = ExpectMsg<IActorRef>();
        child.Tell(new Action<ITimerScheduler>(timers => timers.StartSingleTimer("key", "tick", Second)));
        ExpectMsg("done");
        child.Tell(new Boom());
        child.Tell("still there");
        ExpectMsg("still there");
        Clock.Advance(Second);
        ExpectMsg("tick");
    }

    [Fact]
    public void Timers_end_with_the_actor()
    {
        Do(timers => timers.StartPeriodicTimer("key", "tick", Second));
        Watch(_timed);
        Sys.Stop(_timed);
        ExpectTerminated(_timed);
        Clock.Advance(Second);
        NothingMore();
    }

    [Fact]
    public void Timers_can_be_set_in_the_constructor()
    {
        Sys.ActorOf(Props.Create(() => new Early(TestActor)));
        ExpectMsg("constructed");
        Clock.Advance(Second);
        ExpectMsg("tick");
    }

    private void Do(Action<ITimerScheduler> action)
    {
        _timed.Tell(action);
        ExpectMsg("done");
    }

    /// <summary>The actor has nothing in its mailbox but what is told now.</summary>
    private void NothingMore()
    {
        _timed.Tell("marker");
        object? next = ReceiveOne(TimeSpan.FromMilliseconds(100));
        Assert.True(next is null or "marker", $"{next} came");
    }

    private sealed class Early : UntypedActor, IWithTimers
    {
        private readonly IActorRef _witness;

        public Early(IActorRef witness)
        {
            _witness = witness;
            Timers.StartSingleTimer("key", "tick", Second);
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => _witness.Tell("constructed", Self);

        protected override void OnReceive(object message) => _witness.Tell(message, Self);
    }
}
