namespace ActorBehaviour.Shutdown;

public sealed class CoordinatedShutdownTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly List<string> _done = [];

    public CoordinatedShutdownTests()
        : base("""
            akka.coordinated-shutdown.phases {
              service-stop.timeout = 100ms
              extra.depends-on = [service-stop]
              before-actor-system-terminate.depends-on = [cluster-shutdown, extra]
            }
            """)
    {
    }

    private CoordinatedShutdown Ending => CoordinatedShutdown.Get(Sys);

    [Fact]
    public async Task Phases_run_in_their_order()
    {
        Add(CoordinatedShutdown.PhaseServiceStop, "stop");
        Add(CoordinatedShutdown.PhaseBeforeServiceUnbind, "before");
        Add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "after");
        await Run();
        Assert.Equal(["before", "stop", "after"], _done);
    }

    [Fact]
    public async Task A_phase_of_ones_own_runs_in_its_place()
    {
        Add("extra", "own");
        Add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "after");
        Add(CoordinatedShutdown.PhaseServiceStop, "stop");
        await Run();
        Assert.Equal(["stop", "own", "after"], _done);
    }

    [Fact]
    public async Task A_phase_waits_for_all_tasks_of_the_one_before()
    {
        var release = new TaskCompletionSource<Done>();
        Ending.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "slow", () => release.Task);
        Add(CoordinatedShutdown.PhaseServiceUnbind, "fast");
        Add(CoordinatedShutdown.PhaseServiceRequestsDone, "next");
        Task<Done> run = Run();
        AwaitCondition(() => Count() == 1);
        release.SetResult(Done.Instance);
        await run;
        Assert.Equal(["fast", "next"], _done);
    }

    [Fact]
    public async Task The_last_phase_ends_the_system()
    {
        await Run();
        await Sys.WhenTerminated.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_termination_of_the_system_runs_the_phases()
    {
        Add(CoordinatedShutdown.PhaseServiceUnbind, "unbind");
        await Sys.Terminate().WaitAsync(Patience);
        Assert.Equal(["unbind"], _done);
        Assert.IsType<CoordinatedShutdown.ActorSystemTerminateReason>(Ending.ShutdownReason);
    }

    [Fact]
    public async Task A_second_run_is_the_first_one()
    {
        Add(CoordinatedShutdown.PhaseServiceUnbind, "once");
        await Task.WhenAll(Run(), Run());
        Assert.Equal(["once"], _done);
    }

    [Fact]
    public async Task A_task_that_fails_does_not_keep_the_others_from_running()
    {
        Ending.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "bad", () => throw new Boom());
        Ending.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "worse", () => Task.FromException<Done>(new Boom()));
        Add(CoordinatedShutdown.PhaseServiceStop, "next");
        await Run();
        Assert.Equal(["next"], _done);
    }

    [Fact]
    public async Task A_task_that_does_not_end_holds_up_its_phase_for_the_phases_time_only()
    {
        Ending.AddTask(CoordinatedShutdown.PhaseServiceStop, "endless", () => new TaskCompletionSource<Done>().Task);
        Add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "next");
        await Run();
        Assert.Equal(["next"], _done);
    }

    [Fact]
    public async Task A_run_may_begin_at_a_later_phase()
    {
        Add(CoordinatedShutdown.PhaseBeforeServiceUnbind, "early");
        Add(CoordinatedShutdown.PhaseServiceStop, "late");
        await Ending.Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseServiceStop).WaitAsync(Patience);
        Assert.Equal(["late"], _done);
    }

    [Fact]
    public void Every_phase_has_a_time()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), Ending.Timeout(CoordinatedShutdown.PhaseServiceUnbind));
        Assert.Equal(TimeSpan.FromMilliseconds(100), Ending.Timeout(CoordinatedShutdown.PhaseServiceStop));
        Assert.Equal(TimeSpan.FromSeconds(10), Ending.Timeout(CoordinatedShutdown.PhaseActorSystemTerminate));
    }

    [Fact]
    public void A_phase_that_is_not_there_is_refused() =>
        Assert.Throws<ConfigurationException>(() => Add("no-such-phase", "task"));

    [Fact]
    public void A_phase_that_is_not_there_has_no_time() => Assert.Throws<ArgumentException>(() => Ending.Timeout("no-such-phase"));

    [Fact]
    public void A_system_has_one_shutdown() => Assert.Same(Ending, CoordinatedShutdown.Get(Sys));

    [Fact]
    public void There_is_no_reason_before_it_runs() => Assert.Null(Ending.ShutdownReason);

    [Fact]
    public async Task Actors_still_answer_while_earlier_phases_run()
    {
        IActorRef echo = Sys.ActorOf<Echo>();
        string? answer = null;
        Ending.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "ask", async () =>
        {
            answer = await echo.Ask<string>("still here", TimeSpan.FromSeconds(3));
            return Done.Instance;
        });
        await Run();
        Assert.Equal("still here", answer);
    }

    private Task<Done> Run() => Ending.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);

    private int Count()
    {
        lock (_done)
        {
            return _done.Count;
        }
    }

    private void Add(string phase, string name) => Ending.AddTask(phase, name, () =>
    {
        lock (_done)
        {
            _done.Add(name);
        }

        return Task.FromResult(Done.Instance);
    });
}
