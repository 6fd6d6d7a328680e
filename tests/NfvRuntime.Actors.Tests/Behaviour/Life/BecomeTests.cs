namespace ActorBehaviour.Life;

public sealed class BecomeTests : TestKit
{
    [Fact]
    public void What_an_actor_becomes_handles_the_next_message()
    {
        IActorRef actor = Sys.ActorOf<Moody>();
        actor.Tell("angry");
        actor.Tell("hello");
        ExpectMsg("angry: hello");
    }

    [Fact]
    public void A_stacked_behaviour_gives_way_to_the_one_before()
    {
        IActorRef actor = Sys.ActorOf<Moody>();
        actor.Tell("angry");
        actor.Tell("tired");
        actor.Tell("hello");
        ExpectMsg("tired: hello");
        actor.Tell("rested");
        actor.Tell("hello");
        ExpectMsg("angry: hello");
    }

    [Fact]
    public void A_restart_forgets_what_the_actor_has_become()
    {
        IActorRef actor = Sys.ActorOf<Moody>();
        actor.Tell("angry");
        actor.Tell(new Boom());
        actor.Tell("hello");
        ExpectMsg("calm: hello");
    }

    [Fact]
    public void The_first_handler_that_fits_is_taken()
    {
        IActorRef actor = Sys.ActorOf<Sorter>();
        foreach (object message in new object[] { 5, -5, "text", 2.5 })
        {
            actor.Tell(message);
        }

        ExpectMsg("large 5");
        ExpectMsg("number -5");
        ExpectMsg("words text");
        ExpectMsg("other 2.5");
    }

    [Fact]
    public void A_message_without_a_handler_is_published_as_unhandled()
    {
        Sys.EventStream.Subscribe<UnhandledMessage>(TestActor);
        Sys.ActorOf<Deaf>().Tell("what?");
        ExpectMsg<UnhandledMessage>(unhandled => Equals("what?", unhandled.Message));
    }

    private sealed class Moody : ReceiveActor
    {
        public Moody() => Mood("calm");

        private void Mood(string name)
        {
            Receive<string>(text => text == "angry", _ => Become(() => Mood("angry")));
            Receive<string>(text => text == "tired", _ => BecomeStacked(() => Mood("tired")));
            Receive<string>(text => text == "rested", _ => UnbecomeStacked());
            Receive<string>(text => Sender.Tell($"{name}: {text}", Self));
            Receive<Exception>(thrown => throw thrown);
        }
    }

    private sealed class Sorter : ReceiveActor
    {
        public Sorter()
        {
            Receive<int>(number => number > 0, number => Sender.Tell($"large {number}", Self));
            Receive<int>(number => Sender.Tell($"number {number}", Self));
            Receive<string>(text => Sender.Tell($"words {text}", Self));
            ReceiveAny(message => Sender.Tell($"other {message}", Self));
        }
    }

    private sealed class Deaf : ReceiveActor
    {
        public Deaf() => Receive<int>(_ => { });
    }
}
