namespace ActorBehaviour.Supervision;

public sealed class AllForOneTests : TestKit
{
    private readonly IActorRef _witness;
    private readonly TestProbe _probe;

    public AllForOneTests()
    {
        _probe = CreateTestProbe();
        _witness = _probe.Ref;
    }

    [Fact]
    public void A_failure_restarts_all_children()
    {
        (IActorRef a, _) = Twins(new AllForOneStrategy(_ => Directive.Restart));
        a.Tell(new Boom());
        Assert.Equal(
            ["a fails on", "a stopped", "a is back after boom", "a starts", "b fails on", "b stopped", "b is back after boom", "b starts"],
            Sorted(8));
    }

    [Fact]
    public void A_failure_may_stop_all_children()
    {
        (IActorRef a, _) = Twins(new AllForOneStrategy(_ => Directive.Stop));
        a.Tell(new Boom());
        Assert.Equal(["a stopped", "b stopped"], Sorted(2));
    }

    [Fact]
    public void A_failure_that_is_resumed_concerns_nobody_else()
    {
        (IActorRef a, IActorRef b) = Twins(new AllForOneStrategy(_ => Directive.Resume));
        a.Tell(new Boom());
        a.Tell(1);
        ExpectMsg(1);
        b.Tell(2);
        ExpectMsg(2);
        _probe.ExpectNoMsg(20);
    }

    [Fact]
    public void The_decider_sees_the_failure()
    {
        (IActorRef a, _) = Twins(new AllForOneStrategy(thrown => thrown is Boom ? Directive.Stop : Directive.Resume));
        a.Tell(new InvalidOperationException());
        a.Tell(1);
        ExpectMsg(1);
        a.Tell(new Boom());
        Assert.Equal(["a stopped", "b stopped"], Sorted(2));
    }

    [Fact]
    public void All_children_are_stopped_once_the_retries_are_used_up()
    {
        (IActorRef a, _) = Twins(new AllForOneStrategy(1, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        a.Tell(new Boom());
        Sorted(8);
        a.Tell(new Boom());
        Assert.Equal(["a stopped", "b stopped"], Sorted(2));
    }

    [Fact]
    public void Mail_of_the_others_outlives_the_restart()
    {
        (IActorRef a, IActorRef b) = Twins(new AllForOneStrategy(_ => Directive.Restart));
        a.Tell(new Boom());
        b.Tell(1);
        b.Tell(2);
        ExpectMsg(1);
        ExpectMsg(2);
    }

    [Fact]
    public void A_failure_may_be_escalated()
    {
        var inner = new AllForOneStrategy(_ => Directive.Escalate);
        IActorRef top = Sys.ActorOf(Props.Create(() => new Parent(
            new OneForOneStrategy(_ => Directive.Stop), Props.Create(() => new Parent(inner, Props.Create(() => new Lifecycle(_witness)))))));
        IActorRef middle = Child(top, "middle");
        IActorRef a = Child(middle, "a");
        Child(middle, "b");
        Started();
        Watch(middle);
        a.Tell(new Boom());
        ExpectTerminated(middle);
        Assert.Equal(["a stopped", "b stopped"], Sorted(2));
    }

    [Fact]
    public void A_child_that_was_idle_is_restarted_too()
    {
        (IActorRef a, IActorRef b) = Twins(new AllForOneStrategy(_ => Directive.Restart));
        b.Tell(new Boom());
        Sorted(8);
        a.Tell(1);
        ExpectMsg(1);
    }

    private (IActorRef A, IActorRef B) Twins(SupervisorStrategy strategy)
    {
        IActorRef parent = Sys.ActorOf(Props.Create(() => new Parent(strategy, Props.Create(() => new Lifecycle(_witness)))));
        (IActorRef, IActorRef) twins = (Child(parent, "a"), Child(parent, "b"));
        Started();
        return twins;
    }

    private void Started() => _probe.ExpectMsgAllOf("a starts", "b starts");

    private IActorRef Child(IActorRef parent, string name)
    {
        parent.Tell(name);
        return ExpectMsg<IActorRef>();
    }

    /// <summary>What was witnessed, each child's in its order; the message that failed is left out, since only one child has one.</summary>
    private IEnumerable<string> Sorted(int count) => _probe.ReceiveN(count).Cast<string>()
        .Select(text => text.Contains("fails on", StringComparison.Ordinal) ? text[..10] : text).OrderBy(text => text[0]);
}
