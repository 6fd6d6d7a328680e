namespace ActorBehaviour.References;

public sealed class AskTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IActorRef _silent;

    public AskTests() => _silent = Sys.ActorOf(Acting.Props((_, _) => { }));

    [Fact]
    public async Task The_first_answer_is_the_result()
    {
        IActorRef actor = Sys.ActorOf(Acting.Props((message, context) =>
        {
            context.Sender.Tell($"{message} 1");
            context.Sender.Tell($"{message} 2");
        }));
        Assert.Equal("answer 1", await actor.Ask<string>("answer", Patience));
    }

    [Fact]
    public Task Who_does_not_answer_in_time_makes_it_fail() =>
        Assert.ThrowsAsync<AskTimeoutException>(() => _silent.Ask<string>("?", TimeSpan.FromMilliseconds(10)));

    [Fact]
    public async Task The_waiting_may_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        Task<string> answer = _silent.Ask<string>("?", cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task A_status_of_failure_makes_it_fail_with_its_cause()
    {
        IActorRef actor = Sys.ActorOf(Acting.Props((_, context) => context.Sender.Tell(new Status.Failure(new Boom("no")))));
        Assert.Equal("no", (await Assert.ThrowsAsync<Boom>(() => actor.Ask<string>("?", Patience))).Message);
    }

    [Fact]
    public async Task An_answer_of_another_type_makes_it_fail()
    {
        IActorRef actor = Sys.ActorOf<Echo>();
        await Assert.ThrowsAsync<ArgumentException>(() => actor.Ask<string>(1, Patience));
    }

    [Fact]
    public async Task A_selection_can_be_asked()
    {
        Sys.ActorOf<Echo>("echo");
        Assert.Equal(1, await Sys.ActorSelection("/user/echo").Ask<int>(1, Patience));
    }

    [Fact]
    public void Who_forwards_leaves_the_answer_to_the_first_sender()
    {
        IActorRef echo = Sys.ActorOf<Echo>();
        Sys.ActorOf(Acting.Props((message, _) => echo.Forward(message))).Tell("hello");
        ExpectMsg("hello");
        Assert.Equal(echo, LastSender);
    }

    [Fact]
    public void The_result_of_a_task_can_be_piped_to_an_actor()
    {
        Task.FromResult(7).PipeTo(TestActor);
        ExpectMsg(7);
        Task.FromResult(7).PipeTo(TestActor, success: number => $"it is {number}");
        ExpectMsg("it is 7");
    }

    [Fact]
    public void The_failure_of_a_task_comes_as_a_status()
    {
        Task.FromException<int>(new Boom("no")).PipeTo(TestActor);
        ExpectMsg<Status.Failure>(failure => failure.Cause.GetBaseException() is Boom);
    }

    [Fact]
    public async Task A_graceful_stop_says_when_the_actor_has_stopped()
    {
        IActorRef actor = Sys.ActorOf<Echo>();
        Watch(actor);
        actor.Tell("before");
        Assert.True(await actor.GracefulStop(Patience));
        ExpectMsg("before");
        ExpectTerminated(actor);
    }

    [Fact]
    public async Task A_graceful_stop_may_be_asked_for_in_the_actors_own_words()
    {
        IActorRef actor = Sys.ActorOf(Acting.Props((message, context) =>
        {
            if (message is "go home")
            {
                context.Stop(context.Self);
            }
        }));
        Assert.True(await actor.GracefulStop(Patience, "go home"));
    }
}
