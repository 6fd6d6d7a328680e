namespace ActorBehaviour.Supervision;

public sealed class BackoffTests : TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly TestProbe _probe;

    public BackoffTests()
        : base(TestConfigs.TestSchedulerConfig) => _probe = CreateTestProbe();

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Messages_go_to_the_child()
    {
        IActorRef supervisor = Supervise(OnStop());
        supervisor.Tell(1);
        ExpectMsg(1);
    }

    [Fact]
    public void A_child_that_stops_is_started_again_after_the_wait()
    {
        IActorRef supervisor = Supervise(OnStop());
        StopChild(supervisor);
        Clock.Advance(Second);
        _probe.ExpectMsg("child starts");
    }

    [Fact]
    public void A_child_is_not_started_before_the_wait_is_over()
    {
        IActorRef supervisor = Supervise(OnStop());
        StopChild(supervisor);
        Clock.Advance(Second - TimeSpan.FromMilliseconds(1));
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        ExpectMsg<BackoffSupervisor.CurrentChild>(current => current.Ref is null);
    }

    [Fact]
    public void The_wait_doubles()
    {
        IActorRef supervisor = Supervise(OnStop().WithManualReset());
        StopChild(supervisor);
        Clock.Advance(Second);
        _probe.ExpectMsg("child starts");
        StopChild(supervisor);
        Clock.Advance(Second);
        AssertNoChild(supervisor);
        Clock.Advance(Second);
        _probe.ExpectMsg("child starts");
    }

    [Fact]
    public void The_wait_has_a_longest()
    {
        IActorRef supervisor = Supervise(OnStop().WithManualReset());
        for (int i = 0; i < 6; i++)
        {
            StopChild(supervisor);
            Clock.Advance(Second * 4);
            _probe.ExpectMsg("child starts");
        }
    }

    [Fact]
    public void A_failure_is_followed_by_a_stop_and_a_wait()
    {
        IActorRef supervisor = Supervise(OnFailure());
        EventFilter.Exception<Boom>().ExpectOne(() => supervisor.Tell(new Boom()));
        _probe.ExpectMsg("child stopped");
        AssertWaiting(supervisor, 1);
        Clock.Advance(Second);
        _probe.ExpectMsg("child starts");
    }

    [Fact]
    public void A_child_on_failure_that_stops_by_itself_ends_its_supervisor()
    {
        IActorRef supervisor = Supervise(OnFailure());
        Watch(supervisor);
        CurrentChild(supervisor).Tell(PoisonPill.Instance);
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void Retries_may_be_limited()
    {
        IActorRef supervisor = Supervise(OnStop().WithManualReset().WithMaxNrOfRetries(1));
        StopChild(supervisor);
        Clock.Advance(Second);
        _probe.ExpectMsg("child starts");
        Watch(supervisor);
        CurrentChild(supervisor).Tell(PoisonPill.Instance);
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void Messages_while_there_is_no_child_are_dead_letters()
    {
        IActorRef supervisor = Supervise(OnStop());
        StopChild(supervisor);
        EventFilter.DeadLetter<int>().ExpectOne(() => supervisor.Tell(5));
    }

    [Fact]
    public void Messages_while_there_is_no_child_may_be_answered()
    {
        IActorRef supervisor = Supervise(OnStop().WithReplyWhileStopped("later"));
        StopChild(supervisor);
        supervisor.Tell(5);
        ExpectMsg("later");
    }

    [Fact]
    public void The_count_of_restarts_can_be_asked_for()
    {
        IActorRef supervisor = Supervise(OnStop().WithManualReset());
        StopChild(supervisor);
        Clock.Advance(Second);
        _probe.ExpectMsg("child starts");
        Assert.Equal(1, Count(supervisor));
    }

    [Fact]
    public void The_count_can_be_reset_by_hand()
    {
        IActorRef supervisor = Supervise(OnStop().WithManualReset());
        StopChild(supervisor);
        Clock.Advance(Second);
        _probe.ExpectMsg("child starts");
        supervisor.Tell(BackoffSupervisor.Reset.Instance);
        Assert.Equal(0, Count(supervisor));
    }

    [Fact]
    public void The_count_resets_itself_when_the_child_lives_long_enough()
    {
        IActorRef supervisor = Supervise(OnStop().WithAutoReset(Second));
        StopChild(supervisor);
        Clock.Advance(Second);
        _probe.ExpectMsg("child starts");
        Assert.Equal(1, Count(supervisor));
        Clock.Advance(Second);
        AwaitAssert(() => Assert.Equal(0, Count(supervisor)));
    }

    [Fact]
    public void After_a_final_message_the_end_of_the_child_is_for_good()
    {
        IActorRef supervisor = Supervise(OnStop().WithFinalStopMessage(message => message is "finish"));
        supervisor.Tell("finish");
        ExpectMsg("finish");
        Watch(supervisor);
        CurrentChild(supervisor).Tell(PoisonPill.Instance);
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void A_final_message_while_there_is_no_child_ends_the_supervisor()
    {
        IActorRef supervisor = Supervise(OnStop().WithFinalStopMessage(message => message is "finish"));
        StopChild(supervisor);
        Watch(supervisor);
        supervisor.Tell("finish");
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void What_a_child_tells_its_supervisor_goes_to_the_parent()
    {
        IActorRef parent = CreateTestProbe().Ref;
        Props child = Acting.Props((message, context) => context.Parent.Tell($"{message} from below", context.Self));
        IActorRef supervisor = ChildActorOf(BackoffSupervisor.Props(Backoff.OnStop(child, "child", Second, Second, 0)));
        supervisor.Tell("hello", parent);
        ExpectMsg("hello from below");
    }

    [Fact]
    public void A_decider_of_ones_own_may_let_the_child_go_on()
    {
        IActorRef supervisor = Supervise(OnFailure().WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Resume)));
        supervisor.Tell(new Boom());
        supervisor.Tell(1);
        ExpectMsg(1);
    }

    private BackoffOptions OnStop() => Backoff.OnStop(Child(), "child", Second, Second * 4, 0);

    private BackoffOptions OnFailure() => Backoff.OnFailure(Child(), "child", Second, Second * 4, 0);

    private Props Child()
    {
        IActorRef witness = _probe.Ref;
        return Props.Create(() => new Lifecycle(witness));
    }

    private IActorRef Supervise(BackoffOptions options)
    {
        IActorRef supervisor = Sys.ActorOf(BackoffSupervisor.Props(options));
        _probe.ExpectMsg("child starts");
        return supervisor;
    }

    private IActorRef CurrentChild(IActorRef supervisor)
    {
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        return ExpectMsg<BackoffSupervisor.CurrentChild>().Ref!;
    }

    private int Count(IActorRef supervisor)
    {
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        return ExpectMsg<BackoffSupervisor.RestartCount>().Count;
    }

    /// <summary>Stops the child, and returns once the supervisor waits for its next start.</summary>
    private void StopChild(IActorRef supervisor)
    {
        int before = Count(supervisor);
        CurrentChild(supervisor).Tell(PoisonPill.Instance);
        _probe.ExpectMsg("child stopped");
        AssertWaiting(supervisor, before + 1);
    }

    private void AssertWaiting(IActorRef supervisor, int count) => AwaitAssert(() => Assert.Equal(count, Count(supervisor)));

    private void AssertNoChild(IActorRef supervisor)
    {
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        ExpectMsg<BackoffSupervisor.CurrentChild>(current => current.Ref is null);
    }
}
