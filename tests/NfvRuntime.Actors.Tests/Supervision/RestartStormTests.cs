namespace NfvRuntime.Actors.Tests.Supervision;

public sealed class RestartStormTests : IDisposable
{
    private const int Rounds = 10_000;

    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("near", "near")]
    [InlineData("near", "far")]
    public void The_message_behind_each_of_10000_failing_ones_is_processed(string parent, string child)
    {
        _test.NewIsland("near");
        _test.NewIsland("far");
        var family = new Family(_test, new OneForOneStrategy(_ => Directive.Restart, loggingEnabled: false), parent, child);
        var failure = new InvalidOperationException();
        for (int i = 0; i < Rounds; i++)
        {
            family.First.Tell(failure);
            family.First.Tell(i);
        }

        for (int i = 0; i < Rounds; i++)
        {
            family.Probe.Expect($"{i} after 0");
        }

        Assert.Equal(Rounds + 1, family.Starts);
    }

    [Fact]
    public void Many_actors_failing_at_random_lose_exactly_the_failing_messages()
    {
        int seed = Seeds.Base;
        var random = new Random(seed);
        string[] islands = ["a", "b"];
        Array.ForEach(islands, id => _test.NewIsland(id, WaitPolicy.Adaptive()));
        int processed = 0;
        var strategy = new OneForOneStrategy(
            cause => cause is NotSupportedException ? Directive.Resume : Directive.Restart, loggingEnabled: false);
        IActorRef parent = _test.System.ActorOf(Scripted.Props((message, context) => context.Sender.Tell(
            Enumerable.Range(0, 16).Select(i => context.ActorOf(
                Scripted.Props((item, _) =>
                {
                    if (item is Exception exception)
                    {
                        throw exception;
                    }

                    Interlocked.Increment(ref processed);
                }).WithDispatcher(islands[i % 2]))).ToArray())).WithSupervisorStrategy(strategy));
        IActorRef[] children = TestSystem.Answer<IActorRef[]>(parent, "make");
        int good = 0;
        for (int i = 0; i < 40_000; i++)
        {
            object message = random.Next(4) switch
            {
                0 => new InvalidOperationException(),
                1 => new NotSupportedException(),
                _ => i,
            };
            good += message is int ? 1 : 0;
            children[random.Next(16)].Tell(message);
        }

        Assert.True(
            SpinWait.SpinUntil(() => Volatile.Read(ref processed) == good, TestSystem.Patience), $"NFV_SEED={seed}: {processed} of {good}");
    }
}
