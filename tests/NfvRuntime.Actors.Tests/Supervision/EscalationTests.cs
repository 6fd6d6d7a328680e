namespace NfvRuntime.Actors.Tests.Supervision;

public sealed class EscalationTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(2, false)]
    [InlineData(10, false)]
    [InlineData(100, false)]
    [InlineData(10, true)]
    public void A_failure_climbs_until_somebody_decides(int levels, bool alternate)
    {
        _test.NewIsland("even");
        _test.NewIsland("odd");
        var probe = new Probe(_test);
        int judged = 0;
        Props Level(int left) => Scripted.Props(new Script
        {
            Strategy = new OneForOneStrategy(_ =>
            {
                judged++;
                return left == levels ? Directive.Restart : Directive.Escalate;
            }),
            PreStart = context =>
            {
                if (left > 0)
                {
                    context.ActorOf(Level(left - 1), "next");
                }
                else
                {
                    probe.Ref.Tell(context.Self);
                }
            },
            Receive = (message, _) => throw (Exception)message,
        }).WithDispatcher(alternate && left % 2 == 1 ? "odd" : "even");

        _test.System.ActorOf(Level(levels));
        IActorRef leaf = probe.Expect<IActorRef>();
        leaf.Tell(new InvalidOperationException("deep"));
        IActorRef fresh = probe.Expect<IActorRef>();
        Assert.NotEqual(leaf, fresh);
        Assert.Equal(leaf.Path, fresh.Path);
        Assert.Equal(levels, judged);
    }

    [Fact]
    public void A_grandparent_that_resumes_revives_the_whole_branch()
    {
        var probe = new Probe(_test);
        int leafStarts = 0;
        _test.System.ActorOf(Scripted.Props(new Script
        {
            Strategy = new OneForOneStrategy(_ => Directive.Resume),
            PreStart = top => top.ActorOf(Scripted.Props(new Script
            {
                Strategy = new OneForOneStrategy(_ => Directive.Escalate),
                PreStart = middle =>
                {
                    for (int i = 0; i < 2; i++)
                    {
                        middle.ActorOf(Scripted.Props(new Script
                        {
                            PreStart = leaf =>
                            {
                                leafStarts++;
                                probe.Ref.Tell(leaf.Self);
                            },
                            Receive = (message, _) => probe.Ref.Tell(message is Exception exception ? throw exception : message),
                        }));
                    }
                },
            })),
        }));
        IActorRef first = probe.Expect<IActorRef>();
        IActorRef second = probe.Expect<IActorRef>();
        first.Tell(new InvalidOperationException());
        first.Tell("first lives");
        second.Tell("second lives");
        probe.Expect("first lives");
        probe.Expect("second lives");
        Assert.Equal(2, leafStarts);
    }

    [Fact]
    public void Children_that_PreRestart_spares_are_restarted_with_their_parent()
    {
        var probe = new Probe(_test);
        int starts = 0;
        IActorRef parent = _test.System.ActorOf(Scripted.Props(new Script
        {
            KeepChildren = true,
            PreStart = context =>
            {
                if (context.Child("kept").IsNobody())
                {
                    context.ActorOf(
                        Scripted.Props(new Script
                        {
                            PreStart = _ => starts++,
                            Receive = (message, child) => probe.Ref.Tell(child.Self),
                        }),
                        "kept");
                }
            },
            Receive = (message, context) =>
            {
                if (message is Exception exception)
                {
                    throw exception;
                }

                context.Child("kept").Tell(message);
            },
        }));
        parent.Tell("who");
        IActorRef before = probe.Expect<IActorRef>();
        parent.Tell(new InvalidOperationException());
        parent.Tell("who");
        Assert.Equal(before, probe.Expect<IActorRef>());
        Assert.Equal(2, starts);
    }

    [Fact]
    public void A_restart_waits_for_children_that_stop_on_other_islands()
    {
        _test.NewIsland("far");
        var probe = new Probe(_test);
        int childrenAlive = 0;
        IActorRef parent = _test.System.ActorOf(Scripted.Props(new Script
        {
            PreStart = context =>
            {
                probe.Ref.Tell(Volatile.Read(ref childrenAlive));
                for (int i = 0; i < 20; i++)
                {
                    Interlocked.Increment(ref childrenAlive);
                    context.ActorOf(
                        Scripted.Props(new Script { PostStop = _ => Interlocked.Decrement(ref childrenAlive) }).WithDispatcher("far"), $"c{i}");
                }
            },
            Receive = (_, _) => throw new InvalidOperationException(),
        }));
        probe.Expect(0);
        for (int i = 0; i < 50; i++)
        {
            parent.Tell("fail");
            probe.Expect(0);
        }
    }

    [Fact]
    public void An_actor_is_suspended_while_a_supervisor_on_another_island_decides()
    {
        _test.NewIsland("far");
        var probe = new Probe(_test);
        using var decide = new ManualResetEventSlim();
        IActorRef parent = _test.System.ActorOf(Scripted.Props(new Script
        {
            Strategy = new OneForOneStrategy(_ =>
            {
                decide.Wait(TestSystem.Patience);
                return Directive.Restart;
            }),
            PreStart = context => context.ActorOf(
                Scripted.Props((message, _) => probe.Ref.Tell(message is Exception exception ? throw exception : message)), "child"),
            Receive = (_, context) => context.Sender.Tell(context.Child("child")),
        }).WithDispatcher("far"));
        IActorRef child = TestSystem.Answer<IActorRef>(parent, "child?");
        child.Tell(new InvalidOperationException());
        child.Tell("after");
        probe.ExpectNothingBefore("still suspended");
        decide.Set();
        probe.Expect("after");
    }
}
