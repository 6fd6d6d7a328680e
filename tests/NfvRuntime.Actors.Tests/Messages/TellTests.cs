namespace NfvRuntime.Actors.Tests.Messages;

public sealed class TellTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void Messages_of_one_sender_arrive_in_order()
    {
        var probe = new Probe(_test);
        IActorRef relay = _test.Start((message, _) => probe.Ref.Tell(message));
        for (int i = 0; i < 1000; i++)
        {
            relay.Tell(i);
        }

        for (int i = 0; i < 1000; i++)
        {
            probe.Expect(i);
        }
    }

    [Fact]
    public void A_null_message_is_refused_in_the_sender()
    {
        IActorRef actor = _test.Start((_, _) => { });
        Assert.Throws<InvalidMessageException>(() => actor.Tell(null!, ActorRefs.NoSender));
        Assert.Throws<InvalidMessageException>(() => actor.Tell(null!));
    }

    [Fact]
    public void Tell_without_sender_inside_an_actor_sends_as_that_actor()
    {
        var probe = new Probe(_test);
        IActorRef relay = _test.Start((message, _) => probe.Ref.Tell(message));
        relay.Tell("x");
        probe.Expect("x");
        Assert.Equal(relay, probe.LastSender);
    }

    [Fact]
    public void Without_a_sender_the_dead_letters_are_the_sender()
    {
        var probe = new Probe(_test);
        probe.Ref.Tell("x", ActorRefs.NoSender);
        probe.Expect("x");
        Assert.Equal(_test.System.DeadLetters, probe.LastSender);
    }

    [Fact]
    public void Forward_keeps_the_first_sender()
    {
        var probe = new Probe(_test);
        var origin = new Probe(_test);
        IActorRef relay = _test.Start((message, _) => probe.Ref.Forward(message));
        relay.Tell("x", origin.Ref);
        probe.Expect("x");
        Assert.Equal(origin.Ref, probe.LastSender);
    }

    [Fact]
    public void An_actor_may_tell_itself()
    {
        var probe = new Probe(_test);
        IActorRef counter = _test.Start((message, context) =>
        {
            int left = (int)message;
            if (left > 0)
            {
                context.Self.Tell(left - 1);
            }
            else
            {
                probe.Ref.Tell("done");
            }
        });
        counter.Tell(10_000);
        probe.Expect("done");
    }

    [Fact]
    public void A_message_nobody_handled_is_published()
    {
        var probe = new Probe(_test);
        _test.System.EventStream.Subscribe(probe.Ref, typeof(UnhandledMessage));
        IActorRef actor = _test.System.ActorOf(Scripted.Props(new Script()));
        actor.Tell("what?", ActorRefs.NoSender);
        UnhandledMessage unhandled = probe.Expect<UnhandledMessage>();
        Assert.Equal("what?", unhandled.Message);
        Assert.Equal(actor, unhandled.Recipient);
    }

    [Fact]
    public void Nobody_swallows_messages()
    {
        ActorRefs.Nobody.Tell("x");
        Assert.True(ActorRefs.Nobody.IsNobody());
        Assert.True(((IActorRef?)null).IsNobody());
        Assert.False(_test.System.DeadLetters.IsNobody());
    }

    [Fact]
    public void The_context_is_out_of_reach_behind_an_await()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((_, _) => Task.Run(() =>
        {
            Exception? thrown = Record.Exception(() => LeakyContext.Read());
            probe.Ref.Tell(thrown is NotSupportedException, ActorRefs.NoSender);
        }));
        actor.Tell("go");
        probe.Expect(true);
    }

    private sealed class LeakyContext : UntypedActor
    {
        public static IActorRef Read() => Context.Self;

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
