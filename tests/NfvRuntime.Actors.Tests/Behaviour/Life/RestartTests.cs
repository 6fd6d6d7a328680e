namespace ActorBehaviour.Life;

public sealed class RestartTests : TestKit
{
    private readonly IActorRef _witness;
    private readonly TestProbe _probe;

    public RestartTests()
    {
        _probe = CreateTestProbe();
        _witness = _probe.Ref;
    }

    [Fact]
    public void An_actor_is_started_before_its_first_message()
    {
        Sys.ActorOf(Props.Create(() => new Lifecycle(_witness)), "a").Tell("hello");
        ExpectMsg("hello");
        _probe.ExpectMsg("a starts");
    }

    [Fact]
    public void A_restart_runs_the_hooks_of_the_old_instance_and_then_those_of_the_new()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Lifecycle(_witness)), "a");
        actor.Tell(new Boom());
        _probe.ExpectMsg("a starts");
        _probe.ExpectMsg<string>(text => text.StartsWith("a fails on", StringComparison.Ordinal) && text.Contains("boom", StringComparison.Ordinal));
        _probe.ExpectMsg("a stopped");
        _probe.ExpectMsg("a is back after boom");
        _probe.ExpectMsg("a starts");
    }

    [Fact]
    public void A_restart_keeps_reference_and_mail_and_the_failing_message_does_not_come_again()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Lifecycle(_witness)), "a");
        for (int i = 0; i < 10; i++)
        {
            actor.Tell(new Boom());
            actor.Tell(i);
        }

        Assert.Equal(Enumerable.Range(0, 10), ReceiveN(10).Cast<int>());
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public void A_restart_stops_the_children_and_PreStart_may_make_new_ones()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Nest(_witness, false)), "nest");
        _probe.ExpectMsg("child starts");
        actor.Tell(new Boom());
        _probe.ExpectMsg("child stopped");
        _probe.ExpectMsg("child starts");
    }

    [Fact]
    public void Children_that_PreRestart_spares_are_restarted()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Nest(_witness, true)), "nest");
        _probe.ExpectMsg("child starts");
        actor.Tell(new Boom());
        _probe.ExpectMsg("child fails on ");
        _probe.ExpectMsg("child stopped");
        _probe.ExpectMsg("child is back after boom");
        _probe.ExpectMsg("child starts");
    }

    [Fact]
    public void An_actor_whose_constructor_throws_is_stopped()
    {
        EventFilter.Exception<ActorInitializationException>().Mute();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Stillborn(true)));
        Watch(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public void An_actor_whose_PreStart_throws_is_stopped()
    {
        EventFilter.Exception<ActorInitializationException>().Mute();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Stillborn(false)));
        Watch(actor);
        ExpectTerminated(actor);
    }

    private sealed class Nest(IActorRef witness, bool sparesChild) : UntypedActor
    {
        protected override void PreStart() => Context.ActorOf(ActorProps.Of(() => new Lifecycle(witness)), "child");

        protected override void PreRestart(Exception reason, object message)
        {
            if (!sparesChild)
            {
                base.PreRestart(reason, message);
            }
        }

        protected override void PostRestart(Exception reason)
        {
            if (!sparesChild)
            {
                base.PostRestart(reason);
            }
        }

        protected override void OnReceive(object message) => throw (Exception)message;
    }

    private sealed class Stillborn : UntypedActor
    {
        public Stillborn(bool inConstructor)
        {
            if (inConstructor)
            {
                throw new Boom();
            }
        }

        protected override void PreStart() => throw new Boom();

        protected override void OnReceive(object message)
        {
        }
    }
}
