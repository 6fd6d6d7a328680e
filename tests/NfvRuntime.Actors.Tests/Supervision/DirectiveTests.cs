namespace NfvRuntime.Actors.Tests.Supervision;

public sealed class DirectiveTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    public static TheoryData<string, string> Places => new()
    {
        { Island.Control, Island.OfParent },
        { "one", "one" },
        { "one", "two" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Restart_goes_on_with_a_new_instance_and_the_same_reference(string parent, string child)
    {
        Family family = Make(_ => Directive.Restart, parent, child);
        family.First.Tell("a");
        family.First.Tell(new InvalidOperationException());
        family.First.Tell("b");
        family.Probe.Expect("a after 0");
        family.Probe.Expect("b after 0");
        Assert.Equal(family.First, family.Current());
        Assert.Equal(2, family.Starts);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Resume_goes_on_with_the_same_instance(string parent, string child)
    {
        Family family = Make(_ => Directive.Resume, parent, child);
        family.First.Tell("a");
        family.First.Tell(new InvalidOperationException());
        family.First.Tell("b");
        family.Probe.Expect("a after 0");
        family.Probe.Expect("b after 1");
        Assert.Equal(1, family.Starts);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Stop_stops_the_child_and_frees_its_name(string parent, string child)
    {
        Family family = Make(_ => Directive.Stop, parent, child);
        family.Probe.Watch(family.First);
        family.First.Tell(new InvalidOperationException());
        family.First.Tell("lost");
        Assert.Equal(family.First, family.Probe.Expect<Terminated>().ActorRef);
        Assert.True(SpinWait.SpinUntil(() => family.Current().IsNobody(), TestSystem.Patience));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Escalate_makes_the_parent_fail(string parent, string child)
    {
        Family family = Make(_ => Directive.Escalate, parent, child);
        family.Probe.Watch(family.First);
        family.First.Tell(new InvalidOperationException());
        List<object> seen = [family.Probe.Expect<object>(), family.Probe.Expect<object>()];
        Assert.Contains("parent restarted", seen);
        Assert.Contains(seen, message => message is Terminated);
        Assert.NotEqual(family.First, family.Current());
        Assert.True(SpinWait.SpinUntil(() => family.Starts == 2, TestSystem.Patience)); // The new child may still be on its way to its island.
    }

    [Fact]
    public void The_decider_sees_the_exception_that_was_thrown()
    {
        Exception? judged = null;
        var thrown = new InvalidOperationException("mine");
        Family family = Make(
            cause =>
            {
                judged = cause;
                return Directive.Resume;
            },
            Island.Control,
            Island.OfParent);
        family.First.Tell(thrown);
        family.First.Tell("x");
        family.Probe.Expect("x after 0");
        Assert.Same(thrown, judged);
    }

    [Fact]
    public void A_decider_that_throws_makes_the_parent_fail()
    {
        Family family = Make(_ => throw new NotSupportedException("undecided"), Island.Control, Island.OfParent);
        family.First.Tell(new InvalidOperationException());
        family.Probe.Expect("parent restarted");
        Assert.Contains(_test.Logged, entry => entry.Cause is NotSupportedException);
    }

    [Fact]
    public void The_failing_message_is_not_delivered_again()
    {
        int tries = 0;
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((message, _) =>
        {
            if (message is "bad")
            {
                tries++;
                throw new InvalidOperationException();
            }

            probe.Ref.Tell(tries);
        });
        actor.Tell("bad");
        actor.Tell("good");
        probe.Expect(1);
    }

    [Fact]
    public void Kill_stops_by_default()
    {
        var probe = new Probe(_test);
        IActorRef actor = _test.Start((_, _) => { });
        probe.Watch(actor);
        actor.Tell(Kill.Instance);
        probe.Expect<Terminated>();
        Assert.Contains(_test.Logged, entry => entry.Cause is ActorKilledException);
    }

    [Fact]
    public void Kill_is_judged_as_any_failure()
    {
        Family family = Make(cause => cause is ActorKilledException ? Directive.Restart : Directive.Stop, Island.Control, Island.OfParent);
        family.First.Tell(Kill.Instance);
        family.First.Tell("x");
        family.Probe.Expect("x after 0");
        Assert.Equal(2, family.Starts);
    }

    [Fact]
    public void Siblings_of_a_failing_child_are_left_alone()
    {
        int starts = 0;
        var probe = new Probe(_test);
        Script child = new()
        {
            PreStart = _ => starts++,
            Receive = (message, _) => probe.Ref.Tell(message is Exception exception ? throw exception : message),
        };
        IActorRef parent = _test.Start((_, context) =>
            context.Sender.Tell(Enumerable.Range(0, 5).Select(_ => context.ActorOf(Scripted.Props(child))).ToArray()));
        IActorRef[] children = TestSystem.Answer<IActorRef[]>(parent, "make");
        children[2].Tell(new InvalidOperationException());
        children[2].Tell("still here");
        probe.Expect("still here");
        Assert.Equal(6, starts);
    }

    [Fact]
    public void Failures_are_logged_unless_the_strategy_says_otherwise()
    {
        Family loud = Make(_ => Directive.Restart, Island.Control, Island.OfParent);
        loud.First.Tell(new InvalidOperationException("heard"));
        var quiet = new Family(_test, new OneForOneStrategy(_ => Directive.Restart, loggingEnabled: false));
        quiet.First.Tell(new InvalidOperationException("unheard"));
        quiet.First.Tell("x");
        quiet.Probe.Expect("x after 0");
        Assert.Contains(_test.Logged, entry => entry.Message is "heard" && entry.LogLevel() == Event.LogLevel.ErrorLevel);
        Assert.DoesNotContain(_test.Logged, entry => entry.Message is "unheard");
    }

    [Fact]
    public void Resuming_is_logged_as_a_warning()
    {
        Family family = Make(_ => Directive.Resume, Island.Control, Island.OfParent);
        family.First.Tell(new InvalidOperationException("meant no harm"));
        family.First.Tell("x");
        family.Probe.Expect("x after 0");
        Assert.Contains(_test.Logged, entry => entry.Message is "meant no harm" && entry.LogLevel() == Event.LogLevel.WarningLevel);
    }

    private Family Make(Func<Exception, Directive> decider, string parent, string child)
    {
        foreach (string id in new[] { parent, child }.Distinct().Where(id => id is "one" or "two"))
        {
            _test.NewIsland(id);
        }

        return new Family(_test, new OneForOneStrategy(decider), parent, child);
    }
}
