namespace NfvRuntime.Actors.Tests.Islands;

public sealed class TurnEndTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_callback_runs_after_the_messages_of_the_turn()
    {
        var probe = new Probe(_test);
        List<string> order = [];
        IActorRef other = _test.Start((_, _) => order.Add("message"));
        IActorRef actor = _test.Start((_, context) =>
        {
            context.Island().AtTurnEnd(new End(() =>
            {
                order.Add("end");
                probe.Ref.Tell(string.Join(' ', order));
            }));
            context.Self.Tell("x");
            other.Tell("x");
            context.Become(_ => order.Add("own"));
        });
        actor.Tell("go");
        probe.Expect("message own end");
    }

    [Fact]
    public void Callbacks_asked_for_in_callbacks_come_in_the_same_turn()
    {
        var probe = new Probe(_test);
        Island island = _test.System.Island(Island.Control);
        IActorRef actor = _test.Start((_, context) =>
        {
            long turn = island.Load.Turns;
            void Next(int left) => island.AtTurnEnd(
                new End(() =>
                {
                    if (left > 0)
                    {
                        Next(left - 1);
                    }
                    else
                    {
                        probe.Ref.Tell(island.Load.Turns - turn);
                    }
                }),
                context.Self);
            Next(5);
        });
        actor.Tell("go");
        probe.Expect(0L);
    }

    [Fact]
    public void Callbacks_that_never_end_do_not_stop_the_island()
    {
        var probe = new Probe(_test);
        Island island = _test.System.Island(Island.Control);
        IActorRef actor = _test.Start((message, context) =>
        {
            void Next() => island.AtTurnEnd(new End(Next), context.Self);
            Next();
        });
        actor.Tell("go");
        for (int i = 0; i < 100; i++)
        {
            probe.Ref.Tell(i);
            probe.Expect(i);
        }

        _test.System.Stop(actor);
    }

    [Fact]
    public void What_a_callback_throws_is_the_failure_of_its_owner()
    {
        var probe = new Probe(_test);
        int starts = 0;
        IActorRef owner = _test.System.ActorOf(Scripted.Props(new Script
        {
            PreStart = _ => starts++,
            Receive = (_, _) => probe.Ref.Tell(starts),
        }));
        IActorRef asker = _test.Start((_, context) =>
            context.Island().AtTurnEnd(new End(() => throw new InvalidOperationException("at the end")), owner));
        asker.Tell("go");
        asker.Tell("sync");
        owner.Tell("how many?");
        probe.Expect<int>();
        owner.Tell("how many?");
        Assert.True(probe.Expect<int>() >= 2);
        Assert.Contains(_test.Logged, entry => entry.LogSource == owner.Path.ToString() && entry.Message is "at the end");
    }

    [Fact]
    public void A_callback_of_an_actor_that_stopped_is_not_called()
    {
        var probe = new Probe(_test);
        bool called = false;
        IActorRef actor = _test.Start((_, context) =>
        {
            context.Island().AtTurnEnd(new End(() => called = true));
            context.Stop(context.Self);
        });
        probe.Watch(actor);
        actor.Tell("go");
        probe.Expect<Terminated>();
        probe.Ref.Tell("sync");
        probe.Expect("sync");
        Assert.False(called);
    }

    [Fact]
    public void A_failed_instance_that_asked_for_itself_is_not_called()
    {
        var probe = new Probe(_test);
        List<int> called = [];
        int made = 0;
        Func<int> next = () => made++;
        IActorRef actor = _test.System.ActorOf(Props.Create(() => new Flushing(next, called)));
        actor.Tell("ask and fail");
        actor.Tell("ask");
        probe.Watch(actor);
        actor.Tell(PoisonPill.Instance);
        actor.Tell("x");
        probe.Expect<Terminated>();
        Assert.DoesNotContain(0, called);
    }

    [Fact]
    public void An_owner_elsewhere_is_refused()
    {
        _test.NewIsland("far");
        var probe = new Probe(_test);
        IActorRef far = _test.Start((_, _) => { }, island: "far");
        IActorRef actor = _test.Start((_, context) => probe.Ref.Tell(
            Record.Exception(() => context.Island().AtTurnEnd(new End(() => { }), far)) is ArgumentException));
        actor.Tell("go");
        probe.Expect(true);
    }

    private sealed class Flushing(Func<int> next, List<int> called) : UntypedActor, ITurnEnd
    {
        private readonly int _number = next();

        public void OnTurnEnd() => called.Add(_number);

        protected override void OnReceive(object message)
        {
            Context.Island().AtTurnEnd(this);
            if (message is "ask and fail")
            {
                throw new InvalidOperationException();
            }
        }
    }
}
