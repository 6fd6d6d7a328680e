namespace ActorBehaviour.References;

public sealed class DeadLetterTests : TestKit
{
    private readonly IActorRef _stopped;

    public DeadLetterTests()
    {
        _stopped = Sys.ActorOf<Echo>();
        Watch(_stopped);
        Sys.Stop(_stopped);
        ExpectTerminated(_stopped);
    }

    [Fact]
    public void A_message_to_a_stopped_actor_is_published()
    {
        Sys.EventStream.Subscribe<DeadLetter>(TestActor);
        _stopped.Tell("late");
        ExpectMsg<DeadLetter>(letter => Equals("late", letter.Message) && letter.Recipient.Equals(_stopped) && letter.Sender.Equals(TestActor));
    }

    [Fact]
    public void A_message_that_is_not_worth_a_letter_is_published_for_those_who_ask_for_such()
    {
        TestProbe letters = CreateTestProbe();
        Sys.EventStream.Subscribe<DeadLetter>(letters.Ref);
        Sys.EventStream.Subscribe<SuppressedDeadLetter>(TestActor);
        _stopped.Tell(PoisonPill.Instance);
        ExpectMsg<SuppressedDeadLetter>(letter => letter.Message is PoisonPill);
        letters.ExpectNoMsg(20);
    }

    [Fact]
    public void Both_kinds_go_to_whoever_wants_all()
    {
        Sys.EventStream.Subscribe<AllDeadLetters>(TestActor);
        _stopped.Tell("late");
        _stopped.Tell(PoisonPill.Instance);
        ExpectMsg<DeadLetter>();
        ExpectMsg<SuppressedDeadLetter>();
    }

    [Fact]
    public void After_the_end_of_a_subscription_nothing_comes()
    {
        TestProbe other = CreateTestProbe();
        Sys.EventStream.Subscribe<DeadLetter>(TestActor);
        Sys.EventStream.Subscribe<DeadLetter>(other.Ref);
        Assert.True(Sys.EventStream.Unsubscribe<DeadLetter>(TestActor));
        _stopped.Tell("late");
        other.ExpectMsg<DeadLetter>();
        ExpectNoMsg(20);
    }

    [Fact]
    public void An_actor_says_who_it_is()
    {
        IActorRef actor = Sys.ActorOf<Echo>();
        actor.Tell(new Identify(1));
        ExpectMsg<ActorIdentity>(identity => Equals(1, identity.MessageId) && actor.Equals(identity.Subject));
    }

    [Fact]
    public void For_a_stopped_actor_it_is_said_that_there_is_none()
    {
        _stopped.Tell(new Identify(1));
        ExpectMsg<ActorIdentity>(identity => Equals(1, identity.MessageId) && identity.Subject is null);
    }

    [Fact]
    public void Nobody_is_nobody()
    {
        ActorRefs.Nobody.Tell("hello");
        Assert.True(ActorRefs.Nobody.IsNobody());
        Assert.False(TestActor.IsNobody());
    }
}
