namespace NfvRuntime.Actors.Tests.Messages;

public sealed class ReceiveActorTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void The_first_handler_that_fits_is_called()
    {
        Assert.Equal("big 100", Answer(100));
        Assert.Equal("int 5", Answer(5));
        Assert.Equal("text abc", Answer("abc"));
        Assert.Equal("any 2.5", Answer(2.5));
    }

    [Fact]
    public void A_handler_that_gives_false_leaves_the_message_to_the_next() => Assert.Equal("text skipped", Answer("skipped"));

    [Fact]
    public void Become_replaces_the_handlers()
    {
        IActorRef actor = _test.System.ActorOf(Props.Create<Switching>());
        Assert.Equal("off", Ask(actor, "state"));
        Assert.Equal("on", Ask(actor, "toggle"));
        Assert.Equal("on", Ask(actor, "state"));
        Assert.Equal("off", Ask(actor, "toggle"));
    }

    [Fact]
    public void A_stacked_behaviour_is_left_again()
    {
        IActorRef actor = _test.System.ActorOf(Props.Create<Stacking>());
        Assert.Equal("base", Ask(actor, "who"));
        Assert.Equal("stacked 1", Ask(actor, "push"));
        Assert.Equal("stacked 2", Ask(actor, "push"));
        Assert.Equal("popped", Ask(actor, "pop"));
        Assert.Equal("stacked 1", Ask(actor, "who"));
        Assert.Equal("popped", Ask(actor, "pop"));
        Assert.Equal("base", Ask(actor, "who"));
    }

    [Fact]
    public void A_restart_forgets_what_the_actor_had_become()
    {
        IActorRef actor = _test.System.ActorOf(Props.Create<Switching>());
        Assert.Equal("on", Ask(actor, "toggle"));
        actor.Tell("fail");
        Assert.Equal("off", Ask(actor, "state"));
    }

    [Fact]
    public void A_handler_behind_one_that_takes_all_is_refused()
    {
        IActorRef actor = _test.System.ActorOf(Props.Create<Hopeless>());
        var probe = new Probe(_test);
        probe.Watch(actor);
        probe.Expect<Terminated>();
        Assert.Contains(_test.Logged, entry => entry.Cause is ActorInitializationException { InnerException: InvalidOperationException });
    }

    [Fact]
    public void Handlers_cannot_be_declared_while_a_message_is_processed()
    {
        IActorRef actor = _test.System.ActorOf(Props.Create<Latecomer>());
        Assert.Equal("refused", Ask(actor, "declare"));
    }

    private string Answer(object message) => Ask(_test.System.ActorOf(Props.Create<Sorting>()), message);

    private static string Ask(IActorRef actor, object message) => TestSystem.Answer<string>(actor, message);

    private sealed class Sorting : ReceiveActor
    {
        private static readonly Type Kind = typeof(string);

        public Sorting()
        {
            Receive<int>(number => number > 10, number => Sender.Tell($"big {number}"));
            Receive<int>(number => Sender.Tell($"int {number}"));
            Receive<string>(text => text.Length == 0);
            Receive(Kind, text => Sender.Tell($"text {text}"));
            ReceiveAny(other => Sender.Tell($"any {other}"));
        }
    }

    private sealed class Switching : ReceiveActor
    {
        public Switching() => Off();

        private void Off()
        {
            Receive<string>(text => text == "state", _ => Sender.Tell("off"));
            Receive<string>(text => text == "toggle", _ =>
            {
                Become(On);
                Sender.Tell("on");
            });
            Receive<string>(_ => throw new InvalidOperationException());
        }

        private void On()
        {
            Receive<string>(text => text == "state", _ => Sender.Tell("on"));
            Receive<string>(text => text == "toggle", _ =>
            {
                Become(Off);
                Sender.Tell("off");
            });
            Receive<string>((Action<string>)(_ => throw new InvalidOperationException()));
        }
    }

    private sealed class Stacking : ReceiveActor
    {
        private int _depth;

        public Stacking() => Declare("base");

        private void Declare(string name)
        {
            Receive<string>(text => text == "who", _ => Sender.Tell(name));
            Receive<string>(text => text == "push", _ =>
            {
                string next = $"stacked {++_depth}";
                BecomeStacked(() => Declare(next));
                Sender.Tell(next);
            });
            Receive<string>(text => text == "pop", _ =>
            {
                UnbecomeStacked();
                Sender.Tell("popped");
            });
        }
    }

    private sealed class Hopeless : ReceiveActor
    {
        public Hopeless()
        {
            ReceiveAny(_ => { });
            Receive<string>(_ => true);
        }
    }

    private sealed class Latecomer : ReceiveActor
    {
        public Latecomer() => Receive<string>(_ =>
        {
            try
            {
                Receive<int>(number => number > 0);
            }
            catch (InvalidOperationException)
            {
                Sender.Tell("refused");
            }
        });
    }
}
