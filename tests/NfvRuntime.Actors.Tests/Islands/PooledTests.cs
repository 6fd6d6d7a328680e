namespace NfvRuntime.Actors.Tests.Islands;

public sealed class PooledTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_pooled_actor_runs_on_a_thread_of_the_pool() => Assert.True(
        TestSystem.Answer<bool>(_test.Start((_, context) => context.Sender.Tell(Thread.CurrentThread.IsThreadPoolThread), null, Island.ThreadPool), "?"));

    [Fact]
    public void A_pooled_actor_cannot_be_polled()
    {
        IActorRef actor = _test.Start(
            (_, context) => context.Sender.Tell(Assert.Throws<InvalidOperationException>(() => context.Island().Poll(new Part()))),
            null,
            Island.ThreadPool);
        Assert.Contains("thread pool", TestSystem.Answer<InvalidOperationException>(actor, "?").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Children_may_share_the_island_of_a_pooled_parent()
    {
        IActorRef actor = _test.Start(
            (_, context) =>
            {
                IActorRef child = context.ActorOf(Scripted.Props((_, _) => { }).WithDispatcher(Island.OfParent));
                context.Sender.Tell(ReferenceEquals(child.Island(), context.Island()));
            },
            null,
            Island.ThreadPool);
        Assert.True(TestSystem.Answer<bool>(actor, "?"));
    }

    [Fact]
    public void A_pooled_actor_may_call_back_at_the_end_of_its_turn()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((_, context) => context.Island().AtTurnEnd(new End(() => probe.Ref.Tell("end"))), null, Island.ThreadPool);
        actor.Tell("go");
        probe.Expect("end");
    }

    [Fact]
    public void A_timer_of_a_pooled_actor_fires()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start(
            (_, context) => context.System.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(1), probe.Ref, "tick", context.Self),
            null,
            Island.ThreadPool);
        actor.Tell("go");
        probe.Expect("tick");
    }
}
