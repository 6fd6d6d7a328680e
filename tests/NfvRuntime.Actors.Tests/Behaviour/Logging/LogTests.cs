namespace ActorBehaviour.Logging;

public sealed class LogTests : TestKit
{
    public LogTests()
        : base("akka.loglevel = DEBUG")
    {
    }

    [Fact]
    public void Information_is_an_event() => EventFilter.Info("good to know").ExpectOne(() => Log.Info("good to know"));

    [Fact]
    public void A_warning_is_an_event() => EventFilter.Warning(start: "care").ExpectOne(() => Log.Warning("careful"));

    [Fact]
    public void An_error_is_an_event() => EventFilter.Error(contains: "wrong").ExpectOne(() => Log.Error("something wrong here"));

    [Fact]
    public void A_debug_event_is_an_event() => EventFilter.Debug("detail").ExpectOne(() => Log.Debug("detail"));

    [Fact]
    public void Arguments_are_put_into_the_text() => EventFilter.Info("1 and 2").ExpectOne(() => Log.Info("{0} and {1}", 1, 2));

    [Fact]
    public void An_error_carries_its_cause() =>
        EventFilter.Exception<Boom>("boom").ExpectOne(() => Log.Error(new Boom(), "it failed"));

    [Fact]
    public void The_reason_of_a_cause_may_be_what_is_expected() =>
        EventFilter.Exception(typeof(Boom), "inner", checkInnerExceptions: true)
            .ExpectOne(() => Log.Error(new InvalidOperationException("outer", new Boom("inner")), "it failed"));

    [Fact]
    public void An_actor_logs_in_its_own_name()
    {
        IActorRef actor = Sys.ActorOf(Acting.Props((message, context) => context.GetLogger().Info("got {0}", message)), "logging");
        EventFilter.Info("got it", source: actor.Path.ToString()).ExpectOne(() => actor.Tell("it"));
    }

    [Fact]
    public void A_failure_of_an_actor_is_logged()
    {
        IActorRef actor = Sys.ActorOf(Acting.Props((_, _) => throw new Boom("the reason")));
        EventFilter.Exception<Boom>("the reason").ExpectOne(() => actor.Tell("go"));
    }

    [Fact]
    public void A_block_may_expect_more_than_one_event() => EventFilter.Info("x").Expect(3, () =>
    {
        Log.Info("x");
        Log.Info("x");
        Log.Info("x");
    });

    [Fact]
    public void Kinds_can_be_combined() => EventFilter.Info("x").And.Warning("y").Expect(2, () =>
    {
        Log.Info("x");
        Log.Warning("y");
    });

    [Fact]
    public void What_does_not_fit_is_not_counted() =>
        Assert.ThrowsAny<Exception>(() => EventFilter.Info("x").ExpectOne(TimeSpan.FromMilliseconds(50), () => Log.Info("y")));

    [Fact]
    public void A_dead_letter_can_be_expected()
    {
        IActorRef actor = Sys.ActorOf<Echo>();
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        EventFilter.DeadLetter<string>(text => text == "too late").ExpectOne(() => actor.Tell("too late"));
    }

    [Fact]
    public void Log_events_go_to_their_subscribers()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));
        Log.Warning("careful");
        ExpectMsg<Warning>(warning => Equals("careful", warning.Message.ToString()));
    }
}
