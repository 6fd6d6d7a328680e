namespace NfvRuntime.Actors.Tests.Life;

public sealed class StopTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_poison_pill_stops_after_the_messages_before_it()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((message, context) => probe.Ref.Tell(message));
        probe.Watch(actor);
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(PoisonPill.Instance);
        actor.Tell(3);
        probe.Expect(1);
        probe.Expect(2);
        probe.Expect<Terminated>();
        probe.ExpectNothingBefore("end");
    }

    [Fact]
    public void Stop_overtakes_the_messages_in_the_mailbox()
    {
        var probe = new Probe(_test);
        Island island = _test.NewIsland();
        using var gate = new ManualResetEventSlim();
        IActorRef actor = _test.Start(
            (message, context) =>
            {
                probe.Ref.Tell(message);
                gate.Wait(TestSystem.Patience);
            },
            island: island.Id);
        probe.Watch(actor);
        actor.Tell(1);
        probe.Expect(1);
        for (int i = 2; i < 100; i++)
        {
            actor.Tell(i);
        }

        _test.System.Stop(actor);
        gate.Set();
        probe.Expect<Terminated>();
    }

    [Fact]
    public void Children_stop_before_their_parent()
    {
        List<string> order = [];
        var probe = new Probe(_test);
        IActorRef root = _test.System.ActorOf(Tree("root", 3, order));
        probe.Watch(root);
        root.Tell(PoisonPill.Instance);
        probe.Expect<Terminated>();
        Assert.Equal(15, order.Count);
        foreach (string name in order.Where(name => name != "root"))
        {
            string parent = name[..name.LastIndexOf('.')];
            Assert.True(order.IndexOf(name) < order.IndexOf(parent), $"{parent} stopped before {name}");
        }
    }

    [Fact]
    public void Children_on_other_islands_stop_before_their_parent_too()
    {
        _test.NewIsland("far");
        var order = new List<string>();
        var probe = new Probe(_test);
        IActorRef parent = _test.System.ActorOf(Scripted.Props(new Script
        {
            PreStart = context =>
            {
                for (int i = 0; i < 10; i++)
                {
                    context.ActorOf(Scripted.Props(new Script
                    {
                        PostStop = _ =>
                        {
                            lock (order)
                            {
                                order.Add("child");
                            }
                        },
                    }).WithDispatcher("far"));
                }
            },
            PostStop = _ =>
            {
                lock (order)
                {
                    order.Add("parent");
                }
            },
        }));
        probe.Watch(parent);
        _test.System.Stop(parent);
        probe.Expect<Terminated>();
        Assert.Equal([.. Enumerable.Repeat("child", 10), "parent"], order);
    }

    [Fact]
    public async Task Stopping_a_child_leaves_the_parent_alive()
    {
        IActorRef parent = _test.Start((message, context) =>
        {
            IActorRef child = context.ActorOf(Scripted.Props((_, _) => { }), "child");
            context.Stop(child);
            context.Sender.Tell("alive");
        });
        Assert.Equal("alive", await parent.Ask<string>("x", TestSystem.Patience));
    }

    [Fact]
    public async Task GracefulStop_is_true_once_the_actor_has_stopped()
    {
        bool stopped = false;
        IActorRef actor = _test.System.ActorOf(Scripted.Props(new Script { PostStop = _ => stopped = true }));
        Assert.True(await actor.GracefulStop(TestSystem.Patience));
        Assert.True(stopped);
    }

    [Fact]
    public async Task GracefulStop_is_false_when_the_time_runs_out()
    {
        Island island = _test.NewIsland();
        using var gate = new ManualResetEventSlim();
        IActorRef busy = _test.Start((_, _) => gate.Wait(TestSystem.Patience), island: island.Id);
        busy.Tell("work");
        Assert.False(await busy.GracefulStop(TimeSpan.FromMilliseconds(20)));
        gate.Set();
        Assert.True(await busy.GracefulStop(TestSystem.Patience));
    }

    [Fact]
    public async Task GracefulStop_of_a_stopped_actor_is_true()
    {
        IActorRef actor = _test.Start((_, _) => { });
        Assert.True(await actor.GracefulStop(TestSystem.Patience));
        Assert.True(await actor.GracefulStop(TestSystem.Patience));
    }

    [Fact]
    public async Task GracefulStop_may_use_a_message_of_ones_own()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((message, context) =>
        {
            probe.Ref.Tell(message);
            context.Stop(context.Self);
        });
        Assert.True(await actor.GracefulStop(TestSystem.Patience, "please"));
        probe.Expect("please");
    }

    [Fact]
    public void No_child_can_be_made_while_stopping()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.System.ActorOf(Scripted.Props(new Script
        {
            PostStop = context => probe.Ref.Tell(
                Record.Exception(() => context.ActorOf(Scripted.Props((_, _) => { }))) is InvalidOperationException),
        }));
        _test.System.Stop(actor);
        probe.Expect(true);
    }

    [Fact]
    public async Task Stop_while_many_threads_tell_loses_no_message_without_a_dead_letter()
    {
        Island island = _test.NewIsland("flood", WaitPolicy.Adaptive());
        int received = 0;
        int dead = 0;
        IActorRef letters = _test.Start((_, _) => Interlocked.Increment(ref dead), island: _test.NewIsland("letters").Id);
        _test.System.EventStream.Subscribe(letters, typeof(Event.DeadLetter));
        IActorRef actor = _test.Start((_, _) => Interlocked.Increment(ref received), island: island.Id);
        Task[] tellers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                actor.Tell("x", ActorRefs.NoSender);
            }
        }))];
        SpinWait.SpinUntil(() => Volatile.Read(ref received) > 1000, TestSystem.Patience);
        _test.System.Stop(actor);
        await Task.WhenAll(tellers);
        Assert.True(
            SpinWait.SpinUntil(() => Volatile.Read(ref received) + Volatile.Read(ref dead) == 80_000, TestSystem.Patience),
            $"{received} received, {dead} dead letters");
    }

    private static Props Tree(string name, int depth, List<string> order) => Scripted.Props(new Script
    {
        PreStart = context =>
        {
            for (int i = 0; depth > 0 && i < 2; i++)
            {
                context.ActorOf(Tree($"{name}.{i}", depth - 1, order));
            }
        },
        PostStop = _ => order.Add(name),
    });
}
