namespace ActorBehaviour.Supervision;

public sealed class OneForOneTests : TestKit
{
    private readonly IActorRef _witness;
    private readonly TestProbe _probe;

    public OneForOneTests()
    {
        _probe = CreateTestProbe();
        _witness = _probe.Ref;
    }

    [Fact]
    public void Only_the_child_that_failed_is_restarted()
    {
        IActorRef parent = NewParent(new OneForOneStrategy(_ => Directive.Restart));
        IActorRef a = Child(parent, "a");
        Child(parent, "b");
        _probe.ExpectMsgAllOf("a starts", "b starts");
        a.Tell(new Boom());
        _probe.ExpectMsg<string>(text => text.StartsWith("a fails on", StringComparison.Ordinal));
        _probe.ExpectMsg("a stopped");
        _probe.ExpectMsg("a is back after boom");
        _probe.ExpectMsg("a starts");
        _probe.ExpectNoMsg(20);
    }

    [Fact]
    public void A_child_that_resumes_notices_nothing()
    {
        IActorRef a = Child(NewParent(new OneForOneStrategy(_ => Directive.Resume)), "a");
        _probe.ExpectMsg("a starts");
        a.Tell(new Boom());
        a.Tell("next");
        ExpectMsg("next");
        _probe.ExpectNoMsg(20);
    }

    [Fact]
    public void A_child_may_be_stopped()
    {
        IActorRef a = Child(NewParent(new OneForOneStrategy(_ => Directive.Stop)), "a");
        Watch(a);
        a.Tell(new Boom());
        ExpectTerminated(a);
    }

    [Fact]
    public void A_failure_that_is_escalated_is_the_parents()
    {
        IActorRef top = Sys.ActorOf(Props.Create(() => new Parent(
            new OneForOneStrategy(_ => Directive.Restart),
            Props.Create(() => new Parent(new OneForOneStrategy(_ => Directive.Escalate), Props.Create(() => new Lifecycle(_witness)))))));
        IActorRef a = Child(Child(top, "middle"), "a");
        Watch(a);
        a.Tell(new Boom());
        ExpectTerminated(a); // The restart of its parent stops it.
    }

    [Fact]
    public void A_child_is_stopped_once_its_retries_are_used_up()
    {
        IActorRef a = Child(NewParent(new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart)), "a");
        Watch(a);
        for (int i = 0; i < 2; i++)
        {
            a.Tell(new Boom());
            a.Tell(i);
            ExpectMsg(i);
        }

        a.Tell(new Boom());
        ExpectTerminated(a);
    }

    [Fact]
    public void Without_retries_the_first_failure_is_the_last()
    {
        IActorRef a = Child(NewParent(new OneForOneStrategy(0, TimeSpan.FromMinutes(1), _ => Directive.Restart)), "a");
        Watch(a);
        a.Tell(new Boom());
        ExpectTerminated(a);
    }

    [Fact]
    public void A_decider_may_be_a_table_of_which_the_first_line_that_fits_decides()
    {
        DeployableDecider decider = Decider.From(
            Directive.Escalate,
            new KeyValuePair<Type, Directive>(typeof(ArgumentNullException), Directive.Resume),
            new KeyValuePair<Type, Directive>(typeof(ArgumentException), Directive.Stop),
            new KeyValuePair<Type, Directive>(typeof(ArgumentOutOfRangeException), Directive.Restart));
        Assert.Equal(Directive.Resume, decider.Decide(new ArgumentNullException()));
        Assert.Equal(Directive.Stop, decider.Decide(new ArgumentException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(new ArgumentOutOfRangeException()));
        Assert.Equal(Directive.Escalate, decider.Decide(new Boom()));
        Assert.Equal(decider, Decider.From(Directive.Escalate, decider.Pairs));
        Assert.NotEqual(decider, Decider.From(Directive.Stop, decider.Pairs));
    }

    [Fact]
    public void A_table_judges_the_failures_of_children()
    {
        IActorRef a = Child(NewParent(new OneForOneStrategy(
            Decider.From(Directive.Stop, new KeyValuePair<Type, Directive>(typeof(Boom), Directive.Resume)))), "a");
        Watch(a);
        a.Tell(new Boom());
        a.Tell("next");
        ExpectMsg("next");
        a.Tell(new InvalidOperationException());
        ExpectTerminated(a);
    }

    [Fact]
    public void The_strategy_knows_which_child_has_failed()
    {
        IActorRef a = Child(Sys.ActorOf(Props.Create(() => new Judge(_witness))), "a");
        a.Tell(new Boom());
        Assert.Equal(a, _probe.ExpectMsg<IActorRef>());
    }

    [Fact]
    public void Without_a_strategy_of_its_own_a_parent_restarts_what_fails_and_stops_what_is_killed()
    {
        EventFilter.Exception<Exception>().Mute();
        IActorRef a = Child(NewParent(SupervisorStrategy.DefaultStrategy), "a");
        Watch(a);
        a.Tell(new Boom());
        a.Tell("next");
        ExpectMsg("next");
        a.Tell(Kill.Instance);
        ExpectTerminated(a);
    }

    private IActorRef NewParent(SupervisorStrategy strategy) =>
        Sys.ActorOf(Props.Create(() => new Parent(strategy, Props.Create(() => new Lifecycle(_witness)))));

    private IActorRef Child(IActorRef parent, string name)
    {
        parent.Tell(name);
        return ExpectMsg<IActorRef>();
    }

    private sealed class Judge(IActorRef witness) : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ =>
        {
            witness.Tell(Sender);
            return Directive.Stop;
        });

        protected override void OnReceive(object message) => Sender.Tell(Context.ActorOf(
            Acting.Props((thrown, _) => throw (Exception)thrown), (string)message));
    }
}
