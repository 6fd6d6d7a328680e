namespace NfvRuntime.Actors.Tests.Supervision;

public sealed class RetryLimitTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void Beyond_its_retries_a_child_is_stopped()
    {
        var family = new Family(_test, new OneForOneStrategy(3, Timeout.InfiniteTimeSpan, _ => Directive.Restart));
        family.Probe.Watch(family.First);
        for (int i = 0; i < 4; i++)
        {
            family.First.Tell(new InvalidOperationException());
        }

        family.Probe.Expect<Terminated>();
        Assert.Equal(4, family.Starts);
    }

    [Fact]
    public void No_retries_means_stop_at_the_first_failure()
    {
        var family = new Family(_test, new OneForOneStrategy(0, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        family.Probe.Watch(family.First);
        family.First.Tell(new InvalidOperationException());
        family.Probe.Expect<Terminated>();
        Assert.Equal(1, family.Starts);
    }

    [Fact]
    public void Within_a_long_window_retries_are_counted()
    {
        var family = new Family(_test, new OneForOneStrategy(2, TimeSpan.FromHours(1), _ => Directive.Restart));
        family.Probe.Watch(family.First);
        for (int i = 0; i < 3; i++)
        {
            family.First.Tell(new InvalidOperationException());
        }

        family.Probe.Expect<Terminated>();
        Assert.Equal(3, family.Starts);
    }

    [Fact]
    public void A_new_window_forgives_what_the_last_one_saw()
    {
        var stats = new ChildStats(null!);
        Assert.True(stats.RequestRestart(1, 1));
        var since = System.Diagnostics.Stopwatch.StartNew();
        Assert.True(SpinWait.SpinUntil(() => since.ElapsedMilliseconds > 3, TestSystem.Patience));
        Assert.True(stats.RequestRestart(1, 1));
    }

    [Fact]
    public void A_window_without_a_number_allows_one()
    {
        var stats = new ChildStats(null!);
        Assert.True(stats.RequestRestart(-1, 60_000));
        Assert.False(stats.RequestRestart(-1, 60_000));
    }

    [Fact]
    public void Without_limits_a_child_may_fail_for_ever()
    {
        var stats = new ChildStats(null!);
        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.True(stats.RequestRestart(-1, -1)));
    }

    [Fact]
    public void A_changed_limit_keeps_window_and_decider()
    {
        var strategy = new OneForOneStrategy(3, TimeSpan.FromSeconds(5), _ => Directive.Resume);
        OneForOneStrategy changed = strategy.WithMaxNrOfRetries(7);
        Assert.Equal((7, 5000), (changed.MaxNumberOfRetries, changed.WithinTimeRangeMilliseconds));
        Assert.Same(strategy.Decider, changed.Decider);
    }

    [Fact]
    public void The_default_decider_restarts_what_can_be_restarted()
    {
        IDecider decider = SupervisorStrategy.DefaultDecider;
        Assert.Equal(Directive.Restart, decider.Decide(new InvalidOperationException()));
        Assert.Equal(Directive.Stop, decider.Decide(new ActorInitializationException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(new ActorKilledException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(new DeathPactException(ActorRefs.Nobody)));
        Assert.Equal(Directive.Stop, SupervisorStrategy.StoppingStrategy.Decider.Decide(new InvalidOperationException()));
    }
}
