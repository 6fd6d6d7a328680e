namespace ActorBehaviour.Watching;

public sealed class DeathWatchTests : TestKit
{
    [Fact]
    public void The_end_of_a_watched_actor_is_told()
    {
        IActorRef actor = Sys.ActorOf<Echo>();
        Watch(actor);
        Sys.Stop(actor);
        Assert.True(ExpectTerminated(actor).ExistenceConfirmed);
    }

    [Fact]
    public void Who_watches_twice_is_told_once()
    {
        IActorRef actor = Sys.ActorOf<Echo>();
        Watch(actor);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        ExpectNoMsg(20);
    }

    [Fact]
    public void The_end_of_an_actor_that_has_stopped_already_is_told_at_once()
    {
        IActorRef actor = Sys.ActorOf<Echo>();
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        TestProbe late = CreateTestProbe();
        late.Watch(actor);
        late.ExpectTerminated(actor);
    }

    [Fact]
    public void Who_no_longer_watches_is_not_told()
    {
        IActorRef actor = Sys.ActorOf<Echo>();
        TestProbe other = CreateTestProbe();
        Watch(actor);
        other.Watch(actor);
        Unwatch(actor);
        Sys.Stop(actor);
        other.ExpectTerminated(actor);
        ExpectNoMsg(20);
    }

    [Fact]
    public void Another_message_may_be_wished_for()
    {
        IActorRef actor = Sys.ActorOf<Echo>();
        IActorRef watcher = Sys.ActorOf(Acting.Props((message, context) =>
        {
            if (message is IActorRef subject)
            {
                context.WatchWith(subject, ("gone", context.Sender));
                context.Stop(subject);
            }
            else if (message is ValueTuple<string, IActorRef> wish)
            {
                wish.Item2.Tell(wish.Item1);
            }
        }));
        watcher.Tell(actor);
        ExpectMsg("gone");
    }

    [Fact]
    public void A_restart_is_no_end()
    {
        IActorRef actor = Sys.ActorOf(Acting.Props((message, context) =>
        {
            if (message is Exception thrown)
            {
                throw thrown;
            }

            context.Sender.Tell(message);
        }));
        Watch(actor);
        actor.Tell(new Boom());
        actor.Tell("still here");
        ExpectMsg("still here");
        Sys.Stop(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public void Who_does_not_handle_the_end_it_watches_for_ends_too()
    {
        EventFilter.Exception<DeathPactException>().Mute();
        IActorRef actor = Sys.ActorOf<Echo>();
        IActorRef watcher = Sys.ActorOf<Faithful>();
        watcher.Tell(actor);
        ExpectMsg("watching");
        Watch(watcher);
        Sys.Stop(actor);
        ExpectTerminated(watcher);
    }

    private sealed class Faithful : ReceiveActor
    {
        public Faithful() => Receive<IActorRef>(subject =>
        {
            Context.Watch(subject);
            Sender.Tell("watching", Self);
        });
    }
}
