namespace ActorBehaviour.Stashing;

public sealed class StashTests : TestKit
{
    [Fact]
    public void Stashed_messages_come_back_in_their_order()
    {
        IActorRef actor = Door();
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("open");
        ExpectMsg(1);
        ExpectMsg(2);
    }

    [Fact]
    public void Stashed_messages_come_before_those_that_wait()
    {
        using var gate = new ManualResetEventSlim();
        IActorRef actor = Door();
        actor.Tell(1);
        actor.Tell(gate);
        actor.Tell("open");
        actor.Tell(2);
        gate.Set();
        ExpectMsg(1);
        ExpectMsg(2);
    }

    [Fact]
    public void A_stashed_message_keeps_its_sender()
    {
        TestProbe other = CreateTestProbe();
        IActorRef actor = Door();
        actor.Tell(1, other.Ref);
        actor.Tell("open");
        other.ExpectMsg(1);
    }

    [Fact]
    public void One_message_can_be_unstashed_at_a_time()
    {
        IActorRef actor = Door();
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("one");
        actor.Tell("count");
        ExpectMsgAllOf<object>("stashed 1 again", 2);
    }

    [Fact]
    public void A_message_cannot_be_stashed_twice()
    {
        IActorRef actor = Door();
        actor.Tell("twice");
        ExpectMsg("refused");
    }

    [Fact]
    public void A_message_can_be_stashed_again_when_it_has_come_back()
    {
        IActorRef actor = Door();
        actor.Tell(1);
        actor.Tell("one");
        ExpectMsg("stashed 1 again");
        actor.Tell("open");
        ExpectMsg(1);
    }

    [Fact]
    public void A_stash_with_a_limit_overflows()
    {
        IActorRef actor = Sys.ActorOf(Props.Create<Hoarder>().WithStashCapacity(2));
        actor.Tell(1);
        actor.Tell(2);
        EventFilter.Exception<StashOverflowException>().ExpectOne(() => actor.Tell(3));
    }

    [Fact]
    public void A_restart_puts_stashed_messages_back()
    {
        IActorRef actor = Door();
        actor.Tell(1);
        EventFilter.Exception<Boom>().ExpectOne(() => actor.Tell(new Boom()));
        actor.Tell("count");
        ExpectMsg(1);
        actor.Tell("open");
        ExpectMsg(1);
    }

    [Fact]
    public void A_stop_sends_stashed_messages_to_the_dead_letters()
    {
        IActorRef actor = Door();
        actor.Tell(1);
        EventFilter.DeadLetter<int>().ExpectOne(() => Sys.Stop(actor));
    }

    [Fact]
    public void A_cleared_stash_hands_over_what_it_held()
    {
        IActorRef actor = Door();
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("clear");
        ExpectMsg("1,2");
        actor.Tell("count");
        ExpectMsg(0);
    }

    [Fact]
    public void Unstashing_may_leave_some_behind_for_good()
    {
        IActorRef actor = Door();
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(3);
        actor.Tell("open for odd ones");
        ExpectMsg(1);
        ExpectMsg(3);
        actor.Tell("count");
        ExpectMsg(0);
    }

    [Fact]
    public void Messages_can_be_put_in_front_of_the_stash()
    {
        IActorRef actor = Door();
        actor.Tell(1);
        actor.Tell("prepend");
        actor.Tell("open");
        ExpectMsg(7);
        ExpectMsg(8);
        ExpectMsg(1);
    }

    [Fact]
    public void An_empty_stash_is_empty()
    {
        IActorRef actor = Door();
        actor.Tell("state");
        ExpectMsg("empty");
        actor.Tell(1);
        actor.Tell("state");
        ExpectMsg("not empty");
    }

    [Fact]
    public void Unstashing_from_an_empty_stash_does_nothing()
    {
        IActorRef actor = Door();
        actor.Tell("one");
        actor.Tell("open");
        actor.Tell(1);
        ExpectMsg(1);
    }

    [Fact]
    public void The_end_of_a_watched_actor_can_be_stashed()
    {
        IActorRef watched = Sys.ActorOf<Echo>();
        IActorRef actor = Door();
        actor.Tell(watched);
        ExpectMsg("watching");
        Sys.Stop(watched);
        ExpectMsg("stashed the end");
        actor.Tell("open");
        ExpectMsg(watched);
    }

    private IActorRef Door() => Sys.ActorOf(Props.Create<DoorActor>());

    private sealed class Hoarder : UntypedActor, IWithStash
    {
        public IStash Stash { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            if (message is 3 && !Stash.IsFull)
            {
                throw new Boom("the stash should be full");
            }

            Stash.Stash();
        }

        protected override void PreRestart(Exception reason, object message) => Stash.ClearStash();
    }

    /// <summary>Stashes numbers until it is opened, then answers with them.</summary>
    private sealed class DoorActor : UntypedActor, IWithUnboundedStash
    {
        private bool _isOpen;
        private IActorRef _last = ActorRefs.Nobody;
        private readonly HashSet<object> _known = [];

        public IStash Stash { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case int when _isOpen:
                    Sender.Tell(message, Self);
                    break;
                case int:
                    Stash.Stash();
                    if (!_known.Add(message))
                    {
                        Sender.Tell($"stashed {message} again", Self);
                    }

                    break;
                case Terminated terminated when _isOpen:
                    _last.Tell(terminated.ActorRef, Self);
                    break;
                case Terminated:
                    Stash.Stash();
                    _last.Tell("stashed the end", Self);
                    break;
                case IActorRef watched:
                    Context.Watch(watched);
                    _last = Sender;
                    Sender.Tell("watching", Self);
                    break;
                case ManualResetEventSlim gate:
                    gate.Wait();
                    break;
                case Exception thrown:
                    throw thrown;
                default:
                    Obey((string)message);
                    break;
            }
        }

        private void Obey(string message)
        {
            switch (message)
            {
                case "open":
                    _isOpen = true;
                    Stash.UnstashAll();
                    break;
                case "open for odd ones":
                    _isOpen = true;
                    Stash.UnstashAll(envelope => (int)envelope.Message % 2 == 1);
                    break;
                case "one":
                    Stash.Unstash();
                    break;
                case "twice":
                    Stash.Stash();
                    Assert.Throws<IllegalActorStateException>(() => Stash.Stash());
                    Sender.Tell("refused", Self);
                    break;
                case "clear":
                    Sender.Tell(string.Join(',', Stash.ClearStash().Select(envelope => envelope.Message)), Self);
                    break;
                case "prepend":
                    Stash.Prepend([new Envelope(7, Sender), new Envelope(8, Sender)]);
                    break;
                case "state":
                    Assert.Equal(Stash.IsEmpty, !Stash.NonEmpty);
                    Sender.Tell(Stash.IsEmpty ? "empty" : "not empty", Self);
                    break;
                default:
                    Sender.Tell(Stash.Count, Self);
                    break;
            }
        }
    }
}
