namespace NfvRuntime.Actors.Tests.Messages;

public sealed class DeadLetterTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_message_to_a_stopped_actor_is_a_dead_letter()
    {
        Probe letters = Letters();
        IActorRef actor = _test.Start((_, _) => { });
        Assert.True(await actor.GracefulStop(TestSystem.Patience));
        actor.Tell("late", ActorRefs.NoSender);
        DeadLetter letter = letters.Expect<DeadLetter>();
        Assert.Equal("late", letter.Message);
        Assert.Equal(actor, letter.Recipient);
    }

    [Fact]
    public void What_is_left_in_a_mailbox_at_the_stop_goes_to_the_dead_letters()
    {
        Probe letters = Letters();
        IActorRef actor = _test.Start((message, context) =>
        {
            context.Self.Tell("left 1");
            context.Self.Tell("left 2");
            context.Stop(context.Self);
        });
        actor.Tell("go");
        Assert.Equal("left 1", letters.Expect<DeadLetter>().Message);
        Assert.Equal("left 2", letters.Expect<DeadLetter>().Message);
    }

    [Fact]
    public async Task A_poison_pill_for_a_stopped_actor_is_not_worth_a_letter()
    {
        Probe letters = Letters();
        IActorRef actor = _test.Start((_, _) => { });
        Assert.True(await actor.GracefulStop(TestSystem.Patience));
        actor.Tell(PoisonPill.Instance);
        letters.ExpectNothingBefore("nothing");
    }

    [Fact]
    public async Task A_new_actor_of_the_same_name_does_not_get_the_messages_of_the_old()
    {
        Probe letters = Letters();
        var probe = new Probe(_test);
        IActorRef old = _test.Start((_, _) => probe.Ref.Tell("old"), "name");
        Assert.True(await old.GracefulStop(TestSystem.Patience));
        IActorRef fresh = _test.Start((_, _) => probe.Ref.Tell("fresh"), "name");
        Assert.NotEqual(old, fresh);
        Assert.Equal(old.Path, fresh.Path);
        Assert.NotEqual(old.Path.Uid, fresh.Path.Uid);
        old.Tell("x");
        letters.Expect<DeadLetter>();
        fresh.Tell("x");
        probe.Expect("fresh");
    }

    [Fact]
    public void Telling_the_dead_letters_publishes()
    {
        Probe letters = Letters();
        _test.System.DeadLetters.Tell("thrown away");
        Assert.Equal("thrown away", letters.Expect<DeadLetter>().Message);
    }

    [Fact]
    public void Nobody_is_told_after_unsubscribing()
    {
        Probe letters = Letters();
        Assert.True(_test.System.EventStream.Unsubscribe(letters.Ref));
        Assert.False(_test.System.EventStream.Unsubscribe(letters.Ref, typeof(DeadLetter)));
        _test.System.DeadLetters.Tell("unheard");
        letters.ExpectNothingBefore("nothing");
    }

    [Fact]
    public async Task A_subscriber_that_stopped_is_told_no_more()
    {
        Probe letters = Letters();
        Assert.True(await letters.Ref.GracefulStop(TestSystem.Patience));
        Assert.False(_test.System.EventStream.Unsubscribe(letters.Ref));
        _test.System.DeadLetters.Tell("unheard");
        Probe others = Letters();
        _test.System.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        _test.System.DeadLetters.Tell("heard by one");
        Assert.Equal("heard by one", others.Expect<DeadLetter>().Message);
        others.ExpectNothingBefore("end");
    }

    [Fact]
    public void Subscribing_twice_tells_once()
    {
        Probe letters = Letters();
        Assert.False(_test.System.EventStream.Subscribe(letters.Ref, typeof(DeadLetter)));
        _test.System.DeadLetters.Tell("once");
        letters.Expect<DeadLetter>();
        letters.ExpectNothingBefore("nothing");
    }

    [Fact]
    public void A_channel_carries_derived_types()
    {
        var probe = new Probe(_test);
        _test.System.EventStream.Subscribe(probe.Ref, typeof(AllDeadLetters));
        _test.System.DeadLetters.Tell("x");
        probe.Expect<DeadLetter>();
    }

    private Probe Letters()
    {
        var letters = new Probe(_test);
        _test.System.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        return letters;
    }
}
