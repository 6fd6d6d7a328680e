namespace NfvRuntime.Actors.Tests.Life;

public sealed class HookTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Start_and_stop_call_PreStart_and_PostStop_once()
    {
        var calls = new Calls();
        IActorRef actor = _test.System.ActorOf(Scripted.Props(calls.Script()));
        Assert.True(await actor.GracefulStop(TestSystem.Patience));
        Assert.Equal("PreStart, PostStop", calls.ToString());
    }

    [Fact]
    public async Task A_restart_calls_the_hooks_of_the_old_instance_and_then_of_the_new()
    {
        var calls = new Calls();
        IActorRef actor = _test.System.ActorOf(Scripted.Props(calls.Script()));
        actor.Tell("fail");
        Assert.True(await actor.GracefulStop(TestSystem.Patience));
        Assert.Equal("PreStart, PreRestart fail, PostStop, PostRestart boom, PreStart, PostStop", calls.ToString());
    }

    [Fact]
    public async Task Resuming_calls_no_hook_and_keeps_the_instance()
    {
        var calls = new Calls();
        IActorRef parent = _test.System.ActorOf(Scripted.Props(new Script
        {
            Strategy = new OneForOneStrategy(_ => Directive.Resume),
            Receive = (message, context) => context.Sender.Tell(context.ActorOf(Scripted.Props(calls.Script()))),
        }));
        IActorRef child = await parent.Ask<IActorRef>("make", TestSystem.Patience);
        child.Tell("fail");
        Assert.True(await child.GracefulStop(TestSystem.Patience));
        Assert.Equal("PreStart, PostStop", calls.ToString());
    }

    [Fact]
    public async Task The_first_message_comes_after_PreStart()
    {
        bool started = false;
        IActorRef actor = _test.System.ActorOf(Scripted.Props(new Script
        {
            PreStart = _ => started = true,
            Receive = (_, context) => context.Sender.Tell(started),
        }));
        Assert.True(await actor.Ask<bool>("x", TestSystem.Patience));
    }

    [Fact]
    public void What_PreStart_tells_itself_is_processed()
    {
        var probe = new Probe(_test);
        _test.System.ActorOf(Scripted.Props(new Script
        {
            PreStart = context => context.Self.Tell("first"),
            Receive = (message, _) => probe.Ref.Tell(message),
        }));
        probe.Expect("first");
    }

    [Fact]
    public async Task What_PostStop_throws_is_logged_and_the_actor_stops_all_the_same()
    {
        IActorRef actor = _test.System.ActorOf(Scripted.Props(new Script { PostStop = _ => throw new InvalidOperationException("bad end") }));
        Assert.True(await actor.GracefulStop(TestSystem.Patience));
        Assert.Contains(_test.Logged, entry => entry.Cause?.Message == "bad end");
    }

    [Fact]
    public async Task What_PreRestart_throws_is_logged_and_the_actor_restarts_all_the_same()
    {
        IActorRef actor = _test.System.ActorOf(Scripted.Props(new Script
        {
            PreRestart = (_, _) => throw new InvalidOperationException("bad goodbye"),
            Receive = (message, context) =>
            {
                if (message is "fail")
                {
                    throw new InvalidOperationException("boom");
                }

                context.Sender.Tell(message);
            },
        }));
        actor.Tell("fail");
        Assert.Equal("alive", await actor.Ask<string>("alive", TestSystem.Patience));
        Assert.Contains(_test.Logged, entry => entry.Cause is PreRestartException { OptionalMessage: "fail" });
    }

    [Fact]
    public void An_actor_that_fails_in_its_constructor_is_stopped()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.System.ActorOf(Props.Create<Stillborn>());
        probe.Watch(actor);
        probe.Expect<Terminated>();
        Assert.Contains(_test.Logged, entry => entry.Cause is ActorInitializationException { InnerException: NotSupportedException });
    }

    [Fact]
    public void An_actor_that_fails_in_PreStart_is_stopped()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.System.ActorOf(Scripted.Props(new Script { PreStart = _ => throw new InvalidOperationException("no start") }));
        probe.Watch(actor);
        probe.Expect<Terminated>();
    }

    [Fact]
    public void An_actor_whose_new_instance_fails_is_stopped()
    {
        var probe = new Probe(_test);
        int starts = 0;
        IActorRef actor = _test.System.ActorOf(Scripted.Props(new Script
        {
            PreStart = _ =>
            {
                if (++starts == 2)
                {
                    throw new InvalidOperationException("second start");
                }
            },
            Receive = (_, _) => throw new InvalidOperationException("boom"),
        }));
        probe.Watch(actor);
        actor.Tell("fail");
        probe.Expect<Terminated>();
        Assert.Contains(_test.Logged, entry => entry.Cause is PostRestartException { OriginalCause.Message: "boom" });
    }

    [Fact]
    public async Task A_parent_may_give_an_actor_that_cannot_start_another_try()
    {
        int starts = 0;
        IActorRef parent = _test.System.ActorOf(Scripted.Props(new Script
        {
            Strategy = new OneForOneStrategy(_ => Directive.Restart),
            Receive = (_, context) => context.Sender.Tell(context.ActorOf(Scripted.Props(new Script
            {
                PreStart = _ =>
                {
                    if (++starts < 4)
                    {
                        throw new InvalidOperationException("not yet");
                    }
                },
                Receive = (message, child) => child.Sender.Tell(message),
            }))),
        }));
        IActorRef stubborn = await parent.Ask<IActorRef>("make", TestSystem.Patience);
        Assert.Equal("up", await stubborn.Ask<string>("up", TestSystem.Patience));
        Assert.Equal(4, starts);
    }

    private sealed class Calls
    {
        private readonly List<string> _calls = [];

        public Script Script() => new()
        {
            PreStart = _ => Add("PreStart"),
            PostStop = _ => Add("PostStop"),
            PreRestart = (_, message) => Add($"PreRestart {message}"),
            PostRestart = reason => Add($"PostRestart {reason.Message}"),
            Receive = (message, _) =>
            {
                if (message is "fail")
                {
                    throw new InvalidOperationException("boom");
                }
            },
        };

        public override string ToString()
        {
            lock (_calls)
            {
                return string.Join(", ", _calls);
            }
        }

        private void Add(string call)
        {
            lock (_calls)
            {
                _calls.Add(call);
            }
        }
    }

    private sealed class Stillborn : UntypedActor
    {
        public Stillborn() => throw new NotSupportedException("never");

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
