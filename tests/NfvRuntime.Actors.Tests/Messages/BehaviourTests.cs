namespace NfvRuntime.Actors.Tests.Messages;

public sealed class BehaviourTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void An_untyped_actor_becomes_another()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((message, context) => context.Become(next => probe.Ref.Tell($"became {next}")));
        actor.Tell(1);
        actor.Tell(2);
        probe.Expect("became 2");
    }

    [Fact]
    public void A_behaviour_that_gives_false_leaves_the_message_unhandled()
    {
        var probe = new Probe(_test);
        _test.System.EventStream.Subscribe(probe.Ref, typeof(Event.UnhandledMessage));
        IActorRef actor = _test.Start((message, context) => context.Become((Receive)(_ => false)));
        actor.Tell(1);
        actor.Tell(2);
        Assert.Equal(2, probe.Expect<Event.UnhandledMessage>().Message);
    }

    [Fact]
    public void Unbecoming_at_the_bottom_changes_nothing()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((message, context) =>
        {
            context.UnbecomeStacked();
            probe.Ref.Tell(message);
        });
        actor.Tell(1);
        actor.Tell(2);
        probe.Expect(1);
        probe.Expect(2);
    }
}
