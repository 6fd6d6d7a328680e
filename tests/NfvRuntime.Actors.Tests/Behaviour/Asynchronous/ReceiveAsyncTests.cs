namespace ActorBehaviour.Asynchronous;

public sealed class ReceiveAsyncTests : TestKit
{
    [Fact]
    public void An_asynchronous_handler_answers_after_its_wait()
    {
        IActorRef actor = Sys.ActorOf(Props.Create<Patient>());
        actor.Tell(Task.Delay(1));
        ExpectMsg("waited");
    }

    [Fact]
    public void Context_self_and_sender_hold_behind_the_wait()
    {
        IActorRef actor = Sys.ActorOf(Props.Create<Patient>());
        var wait = new TaskCompletionSource();
        actor.Tell(new Inspect(wait.Task));
        wait.SetResult();
        ExpectMsg<string>(text => text == $"{actor.Path.Name} {TestActor.Path.Name} {actor.Path.Name}");
    }

    [Fact]
    public void No_message_is_processed_before_the_handler_has_ended()
    {
        IActorRef actor = Sys.ActorOf(Props.Create<Patient>());
        var wait = new TaskCompletionSource();
        actor.Tell(wait.Task);
        actor.Tell("next");
        ExpectNoMsg(50);
        wait.SetResult();
        ExpectMsg("waited");
        ExpectMsg("next");
    }

    [Fact]
    public void A_handler_that_throws_before_its_wait_fails()
    {
        IActorRef actor = Sys.ActorOf(Props.Create<Patient>());
        EventFilter.Exception<Boom>().ExpectOne(() => actor.Tell(new Fail(Task.CompletedTask)));
        actor.Tell("after");
        ExpectMsg("after");
    }

    [Fact]
    public void A_handler_that_throws_after_its_wait_fails()
    {
        IActorRef actor = Sys.ActorOf(Props.Create<Patient>());
        var wait = new TaskCompletionSource();
        EventFilter.Exception<Boom>().ExpectOne(() =>
        {
            actor.Tell(new Fail(wait.Task));
            wait.SetResult();
        });
        actor.Tell("after");
        ExpectMsg("after");
    }

    [Fact]
    public void A_cancelled_wait_is_a_failure()
    {
        IActorRef actor = Sys.ActorOf(Props.Create<Patient>());
        EventFilter.Exception<TaskCanceledException>().ExpectOne(() => actor.Tell(Task.FromCanceled(new CancellationToken(true))));
    }

    [Fact]
    public void A_handler_may_wait_more_than_once()
    {
        IActorRef actor = Sys.ActorOf(Props.Create<Patient>());
        actor.Tell(new Steps(5));
        for (int i = 0; i < 5; i++)
        {
            ExpectMsg(i);
        }

        actor.Tell("next");
        ExpectMsg("next");
    }

    [Fact]
    public void An_asynchronous_handler_may_have_a_condition()
    {
        IActorRef actor = Sys.ActorOf(Props.Create<Patient>());
        actor.Tell(3);
        ExpectMsg("small");
        actor.Tell(300);
        ExpectMsg("any");
    }

    [Fact]
    public void A_stopped_actor_does_not_process_what_came_while_it_waited()
    {
        IActorRef actor = Sys.ActorOf(Props.Create<Patient>());
        var wait = new TaskCompletionSource();
        actor.Tell(new Announced(wait.Task));
        ExpectMsg("waiting");
        actor.Tell("next");
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        wait.SetResult();
        ExpectNoMsg(20);
    }

    [Fact]
    public void An_untyped_actor_can_run_a_task()
    {
        IActorRef actor = Sys.ActorOf(Props.Create<Runner>());
        actor.Tell("one");
        actor.Tell("two");
        ExpectMsg("one later");
        ExpectMsg("two later");
    }

    [Fact]
    public void A_task_can_be_piped_to_an_actor()
    {
        Task.FromResult("value").PipeTo(TestActor);
        ExpectMsg("value");
    }

    [Fact]
    public void A_piped_failure_is_told_as_status()
    {
        Task.FromException<string>(new Boom()).PipeTo(TestActor);
        ExpectMsg<Status.Failure>(failure => failure.Cause is Boom);
    }

    [Fact]
    public void Piped_results_can_be_transformed()
    {
        Task.FromResult(20).PipeTo(TestActor, success: number => number + 1);
        ExpectMsg(21);
        Task.FromException<int>(new Boom()).PipeTo(TestActor, failure: thrown => thrown.Message);
        ExpectMsg("boom");
    }

    private sealed record Announced(Task Wait);

    private sealed record Inspect(Task Wait);

    private sealed record Fail(Task Wait);

    private sealed record Steps(int Count);

    private sealed class Patient : ReceiveActor
    {
        public Patient()
        {
            ReceiveAsync<Task>(async wait =>
            {
                await wait;
                Sender.Tell("waited", Self);
            });
            ReceiveAsync<Announced>(async announced =>
            {
                Sender.Tell("waiting", Self);
                await announced.Wait;
            });
            ReceiveAsync<Inspect>(async inspect =>
            {
                await inspect.Wait;
                Sender.Tell($"{Self.Path.Name} {Sender.Path.Name} {Context.Self.Path.Name}", Self);
            });
            ReceiveAsync<Fail>(async fail =>
            {
                await fail.Wait;
                throw new Boom();
            });
            ReceiveAsync<Steps>(async steps =>
            {
                for (int i = 0; i < steps.Count; i++)
                {
                    await Task.Yield();
                    Sender.Tell(i, Self);
                }
            });
            ReceiveAsync<int>(number => number < 10, async _ =>
            {
                await Task.Yield();
                Sender.Tell("small", Self);
            });
            Receive<string>(text => Sender.Tell(text, Self));
            ReceiveAnyAsync(async _ =>
            {
                await Task.Yield();
                Sender.Tell("any", Self);
            });
        }
    }

    private sealed class Runner : UntypedActor
    {
        protected override void OnReceive(object message) => RunTask(async () =>
        {
            await Task.Yield();
            Sender.Tell($"{message} later", Self);
        });
    }
}
