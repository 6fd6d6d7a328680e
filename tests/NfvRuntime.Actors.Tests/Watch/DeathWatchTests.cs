namespace NfvRuntime.Actors.Tests.Watch;

public sealed class DeathWatchTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_watcher_is_told_once()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((_, _) => { });
        probe.Watch(actor);
        probe.Watch(actor);
        actor.Tell(PoisonPill.Instance);
        Terminated terminated = probe.Expect<Terminated>();
        Assert.Equal(actor, terminated.ActorRef);
        Assert.True(terminated.ExistenceConfirmed);
        Assert.Equal(actor, probe.LastSender);
        probe.ExpectNothingBefore("end");
    }

    [Fact]
    public async Task An_actor_that_is_already_dead_is_reported_too()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((_, _) => { });
        Assert.True(await actor.GracefulStop(TestSystem.Patience));
        probe.Watch(actor);
        Assert.False(probe.Expect<Terminated>().ExistenceConfirmed);
    }

    [Fact]
    public void Every_watcher_is_told_on_whichever_island_it_lives()
    {
        _test.NewIsland("a");
        _test.NewIsland("b");
        Probe[] probes = [new(_test), new(_test, "a"), new(_test, "b"), new(_test, "b")];
        IActorRef actor = _test.Start((_, _) => { }, island: "a");
        foreach (Probe probe in probes)
        {
            probe.Watch(actor);
        }

        actor.Tell(PoisonPill.Instance);
        Assert.All(probes, probe => Assert.Equal(actor, probe.Expect<Terminated>().ActorRef));
    }

    [Fact]
    public void A_restart_is_no_death()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((message, _) => probe.Ref.Tell(message is Exception exception ? throw exception : message));
        probe.Watch(actor);
        actor.Tell(new InvalidOperationException());
        actor.Tell("alive");
        probe.Expect("alive");
    }

    [Fact]
    public void Terminated_comes_behind_the_last_message_of_the_dead()
    {
        _test.NewIsland("far");
        for (int i = 0; i < 200; i++)
        {
            var probe = new Probe(_test);
            IActorRef actor = _test.Start(
                (_, context) =>
                {
                    probe.Ref.Tell("last words");
                    context.Stop(context.Self);
                },
                island: "far");
            probe.Watch(actor);
            actor.Tell("go");
            probe.Expect("last words");
            probe.Expect<Terminated>();
        }
    }

    [Fact]
    public void Unwatching_ends_it()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((_, _) => { });
        IActorRef watcher = _test.Start((message, context) =>
        {
            switch (message)
            {
                case "start":
                    context.Watch(actor);
                    context.Unwatch(actor);
                    break;
                default:
                    probe.Ref.Tell(message);
                    break;
            }
        });
        watcher.Tell("start");
        actor.Tell(PoisonPill.Instance);
        watcher.Tell("nothing else");
        probe.Expect("nothing else");
    }

    [Fact]
    public void Unwatching_voids_a_notice_that_is_already_in_the_mailbox()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((_, _) => { });
        IActorRef watcher = _test.Start((message, context) =>
        {
            switch (message)
            {
                case "start":
                    context.Watch(actor);
                    context.Self.Tell("unwatch");
                    actor.Tell(PoisonPill.Instance); // Same island: it is dead when this returns; the notice queues behind "unwatch".
                    break;
                case "unwatch":
                    context.Unwatch(actor);
                    context.Self.Tell("end");
                    break;
                default:
                    probe.Ref.Tell(message);
                    break;
            }
        });
        watcher.Tell("start");
        probe.Expect("end");
    }

    [Fact]
    public void WatchWith_delivers_the_message_asked_for()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((_, _) => { });
        IActorRef watcher = _test.Start((message, context) =>
        {
            if (message is "start")
            {
                context.WatchWith(actor, "my own words");
                actor.Tell(PoisonPill.Instance);
                return;
            }

            probe.Ref.Tell(message);
        });
        watcher.Tell("start");
        probe.Expect("my own words");
    }

    [Fact]
    public void An_unhandled_death_kills_the_watcher()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((_, _) => { });
        IActorRef watcher = _test.System.ActorOf(Props.Create(() => new Pact(actor)));
        probe.Watch(watcher);
        actor.Tell(PoisonPill.Instance);
        probe.Expect<Terminated>();
        Assert.Contains(_test.Logged, entry => entry.Cause is DeathPactException pact && pact.DeadActor.Equals(actor));
    }

    [Fact]
    public void A_parent_may_watch_its_child_and_take_its_name_again()
    {
        var probe = new Probe(_test);
        IActorRef parent = _test.Start((message, context) =>
        {
            if (message is Terminated or "start")
            {
                IActorRef child = context.ActorOf(Scripted.Props((_, _) => { }), "child");
                context.Watch(child);
                probe.Ref.Tell(child);
            }
        });
        parent.Tell("start");
        for (int i = 0; i < 100; i++)
        {
            probe.Expect<IActorRef>().Tell(PoisonPill.Instance);
        }

        probe.Expect<IActorRef>();
    }

    [Fact]
    public void Watching_oneself_or_nobody_comes_to_nothing()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((message, context) =>
        {
            context.Watch(context.Self);
            probe.Ref.Tell(Record.Exception(() => context.Watch(ActorRefs.Nobody)) is ArgumentException);
        });
        actor.Tell("go");
        probe.Expect(true);
    }

    [Fact]
    public void A_storm_of_watchers_and_deaths_ends_with_one_notice_each()
    {
        _test.NewIsland("a", WaitPolicy.Adaptive());
        _test.NewIsland("b", WaitPolicy.Adaptive());
        int notices = 0;
        IActorRef[] mortals = [.. Enumerable.Range(0, 200).Select(i => _test.Start((_, _) => { }, island: i % 2 == 0 ? "a" : "b"))];
        IActorRef[] watchers = [.. Enumerable.Range(0, 20).Select(i => _test.Start(
            (message, context) =>
            {
                if (message is IActorRef mortal)
                {
                    context.Watch(mortal);
                }
                else if (message is Terminated)
                {
                    Interlocked.Increment(ref notices);
                }
            },
            island: i % 2 == 0 ? "a" : "b"))];
        foreach (IActorRef mortal in mortals)
        {
            Array.ForEach(watchers, watcher => watcher.Tell(mortal));
            mortal.Tell(PoisonPill.Instance);
        }

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref notices) >= 4000, TestSystem.Patience), $"{notices} notices");
        Assert.Equal(4000, notices);
    }

    private sealed class Pact(IActorRef other) : ReceiveActor
    {
        protected override void PreStart() => Context.Watch(other);
    }
}
