namespace NfvRuntime.Actors.Tests.Life;

public sealed class CreationTests : IDisposable
{
    private static readonly Type ChoosyType = typeof(Choosy);
    private static readonly Type NotAnActor = typeof(string);

    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("$a")]
    [InlineData("ä")]
    public void A_name_that_cannot_be_in_a_path_is_refused(string name) =>
        Assert.Throws<InvalidActorNameException>(() => _test.Start((_, _) => { }, name));

    [Fact]
    public void A_name_that_a_sibling_has_is_refused()
    {
        _test.Start((_, _) => { }, "twin");
        InvalidActorNameException thrown = Assert.Throws<InvalidActorNameException>(() => _test.Start((_, _) => { }, "twin"));
        Assert.Contains("twin", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_free_again_once_the_actor_has_stopped()
    {
        for (int i = 0; i < 100; i++)
        {
            IActorRef actor = _test.Start((_, _) => { }, "again");
            Assert.True(await actor.GracefulStop(TestSystem.Patience));
            await FreeName();
        }
    }

    [Fact]
    public void Actors_without_a_name_get_one_each()
    {
        var names = Enumerable.Range(0, 2000).Select(_ => _test.Start((_, _) => { }).Path.Name).ToHashSet();
        Assert.Equal(2000, names.Count);
        Assert.All(names, name => Assert.StartsWith("$", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Children_are_found_by_name_and_listed()
    {
        IActorRef parent = _test.Start((message, context) =>
        {
            context.ActorOf(Scripted.Props((_, _) => { }), "one");
            context.ActorOf(Scripted.Props((_, _) => { }), "two");
            context.Sender.Tell(
                $"{context.GetChildren().Count()} {context.Child("one").Path} {context.Child("none").IsNobody()}");
        }, "parent");
        Assert.Equal(
            $"2 akka://{_test.System.Name}/user/parent/one True", await parent.Ask<string>("go", TestSystem.Patience));
    }

    [Fact]
    public async Task A_child_knows_its_parent_and_its_system()
    {
        IActorRef parent = _test.Start((_, context) => context.ActorOf(Scripted.Props((_, child) =>
            child.Sender.Tell(child.Parent.Equals(context.Self) && child.System == _test.System))).Forward("check"));
        Assert.True(await parent.Ask<bool>("go", TestSystem.Patience));
    }

    [Fact]
    public void Calling_a_constructor_by_hand_is_refused() =>
        Assert.Throws<ActorInitializationException>(() => new Scripted(new Script()));

    [Fact]
    public async Task Props_choose_the_constructor_by_the_arguments()
    {
        Assert.Equal("text", await Kind(Props.Create<Choosy>("x")));
        Assert.Equal("number", await Kind(Props.Create<Choosy>(1)));
        Assert.Equal("both", await Kind(Props.Create<Choosy>("x", 1)));
        Assert.Equal("both", await Kind(Props.Create(ChoosyType, null, 1)));
        Assert.Equal("number", await Kind(Props.Create(() => new Choosy(1 + 1))));
    }

    [Fact]
    public void Props_of_something_else_than_an_actor_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Props.Create(NotAnActor));
        Assert.Throws<ArgumentException>(() => Props.Create<UntypedActor>());
        Assert.Throws<ArgumentException>(() => Props.Create(() => Make()));
    }

    [Fact]
    public void Arguments_that_fit_no_constructor_stop_the_actor()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.System.ActorOf(Props.Create<Choosy>(1, 2, 3));
        probe.Watch(actor);
        probe.Expect<Terminated>();
        Assert.Contains(_test.Logged, entry => entry.Cause?.InnerException is MissingMethodException);
    }

    [Fact]
    public async Task A_producer_makes_every_instance_and_gets_each_back()
    {
        var producer = new CountingProducer();
        IActorRef actor = _test.System.ActorOf(Props.CreateBy(producer));
        actor.Tell("fail");
        Assert.Equal("2 made, 1 released", await actor.Ask<string>("count", TestSystem.Patience));
        Assert.True(await actor.GracefulStop(TestSystem.Patience));
        Assert.Equal("2 made, 2 released", producer.ToString());
    }

    [Fact]
    public async Task A_strategy_in_the_props_comes_before_the_actors_own()
    {
        var probe = new Probe(_test);
        IActorRef parent = _test.System.ActorOf(Scripted.Props((_, context) => context.Sender.Tell(
            context.ActorOf(Scripted.Props((_, _) => throw new InvalidOperationException()))))
            .WithSupervisorStrategy(SupervisorStrategy.StoppingStrategy));
        IActorRef child = await parent.Ask<IActorRef>("make", TestSystem.Patience);
        probe.Watch(child);
        child.Tell("fail");
        probe.Expect<Terminated>();
    }

    [Fact]
    public void An_island_that_does_not_exist_is_named_in_the_refusal()
    {
        InvalidOperationException thrown =
            Assert.Throws<InvalidOperationException>(() => _test.Start((_, _) => { }, island: "atlantis"));
        Assert.Contains("atlantis", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(Island.Control, thrown.Message, StringComparison.Ordinal);
    }

    private static Choosy Make() => new(1);

    private Task<string> Kind(Props props) => _test.System.ActorOf(props).Ask<string>("kind", TestSystem.Patience);

    /// <summary>A watcher may hear of the end before the parent has freed the name: lets the guardian process what it has.</summary>
    private Task FreeName() => _test.Start((_, context) => context.Sender.Tell("ok")).Ask<string>("sync", TestSystem.Patience);

    private sealed class Choosy : UntypedActor
    {
        private readonly string _kind;

        public Choosy(string? text) => _kind = text is null ? "nothing" : "text";

        public Choosy(int number) => _kind = number > 0 ? "number" : "zero";

        public Choosy(string? text, int number) => _kind = text is null && number == 0 ? "neither" : "both";

        protected override void OnReceive(object message) => Sender.Tell(_kind);
    }

    private sealed class CountingProducer : IIndirectActorProducer
    {
        private int _made;
        private int _released;

        public Type ActorType => typeof(Scripted);

        public ActorBase Produce()
        {
            _made++;
            return new Scripted(new Script
            {
                Receive = (message, context) =>
                {
                    if (message is "fail")
                    {
                        throw new InvalidOperationException();
                    }

                    context.Sender.Tell(ToString());
                },
            });
        }

        public void Release(ActorBase actor) => _released++;

        public override string ToString() => $"{_made} made, {_released} released";
    }
}
