namespace NfvRuntime.Actors.Tests.Islands;

public sealed class PollingTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_polled_actor_is_called_every_turn_as_long_as_it_moves_something()
    {
        var probe = new Probe(_test);
        int left = 1000;
        Start(new Part
        {
            OnPoll = part =>
            {
                if (--left == 0)
                {
                    probe.Ref.Tell("moved all");
                }

                return left > 0;
            },
        });
        probe.Expect("moved all");
    }

    [Fact]
    public void Messages_are_processed_between_polls()
    {
        var probe = new Probe(_test);
        IActorRef actor = Start(new Part { OnPoll = _ => true, OnMessage = (message, _) => probe.Ref.Tell(message) });
        actor.Tell("control");
        probe.Expect("control");
    }

    [Fact]
    public void A_kick_wakes_a_sleeping_island_and_is_handed_to_its_part()
    {
        using var kick = new Kick();
        var probe = new Probe(_test);
        Start(new Part
        {
            Descriptor = kick.Descriptor,
            Woken = _ =>
            {
                kick.Drain();
                probe.Ref.Tell("woken");
            },
        });
        for (int i = 0; i < 100; i++)
        {
            kick.Send();
            probe.Expect("woken");
        }
    }

    [Fact]
    public void A_part_may_have_several_descriptors()
    {
        using var first = new Kick();
        using var second = new Kick();
        var probe = new Probe(_test);
        Start(new Part
        {
            Descriptor = first.Descriptor,
            Started = (part, context) => context.Island().Watch(part, second.Descriptor),
            Woken = _ =>
            {
                first.Drain();
                second.Drain();
                probe.Ref.Tell("woken");
            },
        });
        first.Send();
        probe.Expect("woken");
        second.Send();
        probe.Expect("woken");
    }

    [Fact]
    public void An_island_does_not_sleep_when_arming_finds_work()
    {
        var probe = new Probe(_test);
        int arms = 0;
        bool disarmed = false;
        Start(new Part
        {
            OnArm = _ => ++arms <= 3,
            OnPoll = _ =>
            {
                if (arms == 3)
                {
                    probe.Ref.Tell(disarmed);
                    arms++;
                }

                return false;
            },
            Disarmed = _ => disarmed = true,
        });
        probe.Expect(false);
    }

    [Fact]
    public void A_paced_part_is_polled_when_it_is_due_without_any_kick()
    {
        var probe = new Probe(_test);
        long due = 0;
        int polls = 0;
        Start(new Part
        {
            Due = _ => due = due == 0 ? System.Diagnostics.Stopwatch.GetTimestamp() + (System.Diagnostics.Stopwatch.Frequency / 200) : due,
            OnPoll = _ =>
            {
                if (due != 0 && System.Diagnostics.Stopwatch.GetTimestamp() >= due)
                {
                    due = 0;
                    polls++;
                    probe.Ref.Tell(polls);
                    return true;
                }

                return false;
            },
        });
        probe.Expect(1);
        probe.Expect(2);
        Assert.True(_test.System.Island("work").Load.Sleeps >= 1);
    }

    [Theory]
    [InlineData("poll")]
    [InlineData("arm")]
    [InlineData("disarm")]
    [InlineData("wake")]
    public void What_a_polled_member_throws_is_the_actors_failure_and_restarts_it(string member)
    {
        using var kick = new Kick();
        var probe = new Probe(_test);
        int incarnation = 0;
        bool Fail(string here) => here == member && incarnation == 1 ? throw new InvalidOperationException(here) : false;
        IActorRef actor = Start(() => new Part
        {
            Descriptor = kick.Descriptor,
            Started = (_, _) =>
            {
                incarnation++;
                probe.Ref.Tell(incarnation);
            },
            OnPoll = _ => Fail("poll"),
            OnArm = _ => Fail("arm"),
            Disarmed = _ => Fail("disarm"),
            Woken = _ =>
            {
                kick.Drain();
                Fail("wake");
                probe.Ref.Tell("woken");
            },
        });
        probe.Expect(1);
        if (member is "wake" or "disarm")
        {
            kick.Send();
        }

        object next = probe.Expect<object>();
        next = next is "woken" ? probe.Expect<object>() : next;
        Assert.Equal(2, next);
        kick.Send();
        probe.Expect("woken");
        Assert.Contains(_test.Logged, entry => entry.Message is string text && text == member);
    }

    [Fact]
    public void A_restarted_actor_is_polled_as_its_new_instance_only()
    {
        var probe = new Probe(_test);
        List<Part> made = [];
        HashSet<int> polled = [];
        IActorRef actor = Start(() =>
        {
            int number = made.Count;
            var part = new Part
            {
                OnPoll = _ =>
                {
                    polled.Add(number);
                    return true;
                },
                OnMessage = (message, _) =>
                {
                    if (message is "fail")
                    {
                        polled.Clear();
                        throw new InvalidOperationException();
                    }

                    probe.Ref.Tell(string.Join(',', polled));
                },
            };
            made.Add(part);
            return part;
        });
        actor.Tell("fail");
        Island island = _test.System.Island("work");
        long turns = island.Load.Turns;
        Assert.True(SpinWait.SpinUntil(() => island.Load.Turns > turns + 100, TestSystem.Patience));
        actor.Tell("who?");
        probe.Expect("1");
    }

    [Fact]
    public async Task A_stopped_actor_is_polled_no_longer_and_its_descriptor_is_free()
    {
        using var kick = new Kick();
        int polls = 0;
        IActorRef actor = Start(new Part
        {
            Descriptor = kick.Descriptor,
            OnPoll = _ =>
            {
                polls++;
                return true;
            },
        });
        Assert.True(await actor.GracefulStop(TestSystem.Patience));
        int after = polls;
        var probe = new Probe(_test);
        Start(new Part
        {
            Descriptor = kick.Descriptor,
            Woken = _ =>
            {
                kick.Drain();
                probe.Ref.Tell("woken");
            },
        });
        kick.Send();
        probe.Expect("woken");
        Assert.Equal(after, polls);
    }

    [Fact]
    public void Unpoll_ends_it_at_once()
    {
        var probe = new Probe(_test);
        int polls = 0;
        IActorRef actor = Start(new Part
        {
            OnPoll = part =>
            {
                polls++;
                part.Unpoll();
                return true;
            },
            OnMessage = (_, _) => probe.Ref.Tell(polls),
        });
        Island island = _test.System.Island("work");
        actor.Tell("sync");
        probe.Expect<int>();
        actor.Tell("how many?");
        probe.Expect(1);
    }

    [Fact]
    public void A_suspended_actor_is_not_polled_and_its_kick_does_not_keep_the_island_awake()
    {
        using var kick = new Kick();
        using var decide = new ManualResetEventSlim();
        var probe = new Probe(_test);
        int polls = 0;
        _test.NewIsland("work");
        _test.NewIsland("judge");
        IActorRef parent = _test.System.ActorOf(Scripted.Props(new Script
        {
            Strategy = new OneForOneStrategy(_ =>
            {
                decide.Wait(TestSystem.Patience);
                return Directive.Resume;
            }),
            Receive = (_, context) => context.Sender.Tell(context.ActorOf(PolledActor.Props(() => new Part
            {
                Descriptor = kick.Descriptor,
                OnPoll = _ =>
                {
                    polls++;
                    return false;
                },
                Woken = _ =>
                {
                    kick.Drain();
                    probe.Ref.Tell("woken");
                },
                OnMessage = (_, _) => throw new InvalidOperationException(),
            }).WithDispatcher("work"))),
        }).WithDispatcher("judge"));
        IActorRef child = TestSystem.Answer<IActorRef>(parent, "make");
        child.Tell("fail");
        Island island = _test.System.Island("work");
        var other = new Probe(_test, "work");
        other.Ref.Tell("x");
        other.Expect("x");
        int before = polls;
        kick.Send();
        long turns = 0;
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                // The kick wakes it once; from then on only our own messages do.
                other.Ref.Tell("y");
                other.Expect("y");
                long now = island.Load.Turns;
                bool calm = now - turns < 20;
                turns = now;
                return calm;
            },
            TestSystem.Patience));
        Assert.Equal(before, polls);
        decide.Set();
        probe.Expect("woken");
    }

    [Fact]
    public void A_descriptor_that_cannot_be_watched_is_named()
    {
        var probe = new Probe(_test);
        Start(new Part
        {
            Started = (part, context) => probe.Ref.Tell(Record.Exception(() => context.Island().Watch(part, 1_000_000))!.Message),
        });
        Assert.Contains("1000000", probe.Expect<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Polling_can_only_be_asked_for_by_an_actor_of_the_island()
    {
        Island island = _test.NewIsland("work");
        Assert.Throws<InvalidOperationException>(() => island.Poll(new Part()));
        Assert.Throws<InvalidOperationException>(() => island.AtTurnEnd(new End(() => { })));
    }

    [Fact]
    public void Rings_are_polled_while_actors_flood_each_other()
    {
        var probe = new Probe(_test);
        int polls = 0;
        Start(new Part
        {
            OnPoll = _ =>
            {
                if (++polls == 1000)
                {
                    probe.Ref.Tell("not starved");
                }

                return false;
            },
            OnArm = _ => true,
        });
        IActorRef? a = null;
        IActorRef b = _test.Start((message, _) => a!.Tell(message), island: "work");
        a = _test.Start((message, _) => b.Tell(message), island: "work");
        for (int i = 0; i < 100; i++)
        {
            a.Tell(i);
        }

        probe.Expect("not starved");
    }

    private IActorRef Start(Part part) => Start(() => part);

    private IActorRef Start(Func<Part> make)
    {
        if (!_test.System.Islands().Any(island => island.Id == "work"))
        {
            _test.NewIsland("work");
        }

        return _test.System.ActorOf(PolledActor.Props(make).WithDispatcher("work"));
    }
}
