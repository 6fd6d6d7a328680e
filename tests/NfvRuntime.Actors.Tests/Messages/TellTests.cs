namespace NfvRuntime.Actors.Tests.Messages;

public sealed class TellTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Answers_reach_the_asker()
    {
        IActorRef echo = _test.Start((message, context) => context.Sender.Tell(message));
        Assert.Equal("hello", await echo.Ask<string>("hello", TestSystem.Patience));
    }

    [Fact]
    public void A_message_after_a_failing_one_is_processed()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((message, context) =>
        {
            if (message is 1)
            {
                throw new InvalidOperationException("one");
            }

            probe.Ref.Tell(message);
        });
        actor.Tell(1);
        actor.Tell(2);
        probe.Expect(2);
    }
}
