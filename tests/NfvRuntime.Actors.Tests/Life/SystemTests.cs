namespace NfvRuntime.Actors.Tests.Life;

public sealed class SystemTests
{
    [Fact]
    public async Task Terminate_stops_all_actors_and_ends_all_threads()
    {
        using var test = new TestSystem();
        Island island = test.NewIsland("far", WaitPolicy.Busy);
        int stopped = 0;
        for (int i = 0; i < 20; i++)
        {
            test.System.ActorOf(Scripted.Props(new Script { PostStop = _ => Interlocked.Increment(ref stopped) })
                .WithDispatcher(i % 2 == 0 ? Island.Control : island.Id));
        }

        await test.System.Terminate().WaitAsync(TestSystem.Patience);
        Assert.Equal(20, stopped);
        Assert.True(test.System.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public void Dispose_waits_for_the_end()
    {
        bool stopped = false;
        using (var system = ActorSystem.Create("disposed"))
        {
            system.ActorOf(Scripted.Props(new Script { PostStop = _ => stopped = true }));
        }

        Assert.True(stopped);
    }

    [Fact]
    public async Task Terminate_may_be_called_by_an_actor_and_twice()
    {
        using var test = new TestSystem();
        IActorRef actor = test.Start((_, context) =>
        {
            context.System.Terminate();
            context.System.Dispose();
        });
        actor.Tell("end");
        await test.System.WhenTerminated.WaitAsync(TestSystem.Patience);
        await test.System.Terminate().WaitAsync(TestSystem.Patience);
    }

    [Fact]
    public async Task Nothing_can_be_made_after_the_end()
    {
        var test = new TestSystem();
        test.Dispose();
        Assert.Throws<InvalidOperationException>(() => test.Start((_, _) => { }));
        Assert.Throws<InvalidOperationException>(() => test.NewIsland());
        Assert.Throws<InvalidOperationException>(() => test.System.RegisterOnTermination(() => { }));
        await test.System.WhenTerminated;
    }

    [Fact]
    public async Task Actors_of_an_ended_system_are_dead_to_watchers_tellers_and_askers()
    {
        var test = new TestSystem();
        IActorRef actor = test.Start((message, context) => context.Sender.Tell(message));
        test.Dispose();
        actor.Tell("into the void");
        Assert.True(await actor.GracefulStop(TestSystem.Patience));
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<string>("anyone?", TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task Termination_callbacks_run_when_all_actors_have_stopped()
    {
        using var test = new TestSystem();
        int stopped = 0;
        int seen = -1;
        test.System.RegisterOnTermination(() => throw new InvalidOperationException("is logged"));
        test.System.RegisterOnTermination(() => seen = stopped);
        test.System.ActorOf(Scripted.Props(new Script { PostStop = _ => stopped++ }));
        await test.System.Terminate().WaitAsync(TestSystem.Patience);
        Assert.Equal(1, seen);
        Assert.Contains(test.Logged, entry => entry.Cause?.Message == "is logged");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a/b")]
    public void A_name_that_cannot_begin_a_path_is_refused(string name) => Assert.Throws<ArgumentException>(() => ActorSystem.Create(name));

    [Fact]
    public void Systems_come_and_go_without_leaving_descriptors_or_threads()
    {
        MakeAndEnd(20);
        int descriptors = Directory.GetFiles("/proc/self/fd").Length;
        MakeAndEnd(200);
        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, descriptors + 100);

        static void MakeAndEnd(int times)
        {
            for (int i = 0; i < times; i++)
            {
                using var test = new TestSystem();
                test.NewIsland("a");
                test.Start((_, _) => { }, island: "a").Tell("x");
            }
        }
    }

    [Fact]
    public void Shutdown_while_messages_fly_comes_to_an_end()
    {
        for (int round = 0; round < 50; round++)
        {
            using var test = new TestSystem();
            test.NewIsland("left", WaitPolicy.Interrupt);
            test.NewIsland("right", WaitPolicy.Yield);
            IActorRef? right = null;
            IActorRef left = test.Start((message, context) => right!.Tell(message), island: "left");
            right = test.Start((message, context) => left.Tell(message), island: "right");
            for (int i = 0; i < 50; i++)
            {
                left.Tell(i);
            }
        }
    }
}
