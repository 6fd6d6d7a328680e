namespace ActorBehaviour.Life;

public sealed class StopTests : TestKit
{
    private readonly IActorRef _witness;
    private readonly TestProbe _probe;

    public StopTests()
    {
        _probe = CreateTestProbe();
        _witness = _probe.Ref;
    }

    [Fact]
    public void The_message_under_way_is_finished_and_what_waits_behind_it_is_not_begun()
    {
        IActorRef actor = Sys.ActorOf(Acting.Props((message, context) =>
        {
            context.Self.Tell("never");
            context.Stop(context.Self);
            context.Sender.Tell(message);
        }));
        Watch(actor);
        actor.Tell("last");
        ExpectMsg("last");
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_poison_pill_takes_its_turn()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Lifecycle(_witness)), "a");
        Watch(actor);
        actor.Tell("before");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("after");
        ExpectMsg("before");
        ExpectTerminated(actor);
        _probe.ExpectMsg("a starts");
        _probe.ExpectMsg("a stopped");
    }

    [Fact]
    public void Who_is_killed_fails_and_is_stopped_by_the_default_strategy()
    {
        EventFilter.Exception<ActorKilledException>().Mute();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Lifecycle(_witness)), "a");
        Watch(actor);
        actor.Tell(Kill.Instance);
        ExpectTerminated(actor);
        _probe.ExpectMsg("a starts");
        _probe.ExpectMsg("a stopped");
    }

    [Fact]
    public void A_parent_stops_after_its_children()
    {
        IActorRef parent = Sys.ActorOf(Props.Create(() => new Nest(_witness)));
        _probe.ExpectMsg("child starts");
        Sys.Stop(parent);
        _probe.ExpectMsg("child stopped");
        _probe.ExpectMsg("parent stopped");
    }

    [Fact]
    public void A_name_in_use_is_refused()
    {
        Sys.ActorOf<Echo>("taken");
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf<Echo>("taken"));
    }

    [Fact]
    public void The_name_of_a_stopped_actor_is_free_for_another_which_does_not_get_its_mail()
    {
        IActorRef first = Sys.ActorOf<Echo>("name");
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);
        IActorRef second = Sys.ActorOf<Echo>("name");
        Assert.NotEqual(first, second);
        Assert.Equal(first.Path, second.Path);
        first.Tell("lost");
        second.Tell("found");
        ExpectMsg("found");
    }

    private sealed class Nest(IActorRef witness) : UntypedActor
    {
        protected override void PreStart() => Context.ActorOf(ActorProps.Of(() => new Lifecycle(witness)), "child");

        protected override void PostStop() => witness.Tell("parent stopped");

        protected override void OnReceive(object message)
        {
        }
    }
}
