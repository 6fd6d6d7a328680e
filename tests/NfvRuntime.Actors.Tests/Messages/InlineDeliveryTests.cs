namespace NfvRuntime.Actors.Tests.Messages;

/// <summary>What nested delivery must not let an actor notice, and what it is good for.</summary>
public sealed class InlineDeliveryTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void An_idle_actor_of_the_same_island_runs_within_the_tell()
    {
        List<string> order = [];
        var probe = new Probe(_test);
        IActorRef second = _test.Start((_, _) => order.Add("second"));
        IActorRef first = _test.Start((_, _) =>
        {
            second.Tell("x");
            order.Add("first");
            probe.Ref.Tell(string.Join(' ', order));
        });
        first.Tell("go");
        probe.Expect("second first");
    }

    [Fact]
    public void With_depth_0_every_message_waits_in_a_mailbox()
    {
        _test.NewIsland("queued", depth: 0);
        List<string> order = [];
        var probe = new Probe(_test);
        IActorRef second = _test.Start((_, _) => order.Add("second"), island: "queued");
        IActorRef first = _test.Start(
            (_, _) =>
            {
                second.Tell("x");
                order.Add("first");
                probe.Ref.Tell(string.Join(' ', order));
            },
            island: "queued");
        first.Tell("go");
        probe.Expect("first");
    }

    [Fact]
    public void An_actor_is_never_entered_twice()
    {
        int inside = 0;
        int deepest = 0;
        var probe = new Probe(_test);
        IActorRef? a = null;
        IActorRef b = _test.Start((message, _) => a!.Tell(message));
        a = _test.Start((message, _) =>
        {
            inside++;
            deepest = Math.Max(deepest, inside);
            if (message is > 0)
            {
                b.Tell((int)message - 1);
                b.Tell(0);
            }
            else
            {
                probe.Ref.Tell(deepest);
            }

            inside--;
        });
        a.Tell(5);
        probe.Expect(1);
    }

    [Fact]
    public void A_fault_of_the_receiver_is_not_seen_by_the_teller()
    {
        var probe = new Probe(_test);
        IActorRef broken = _test.Start((_, _) => throw new InvalidOperationException("broken"));
        IActorRef teller = _test.Start((message, _) =>
        {
            broken.Tell("x");
            probe.Ref.Tell(message);
        });
        teller.Tell(1);
        teller.Tell(2);
        probe.Expect(1);
        probe.Expect(2);
        Assert.Equal(2, _test.Logged.Count);
    }

    [Fact]
    public void Sender_and_self_are_those_of_the_teller_again_after_a_nested_delivery()
    {
        var probe = new Probe(_test);
        var origin = new Probe(_test);
        IActorRef inner = _test.Start((_, context) => context.Sender.Tell("reply"));
        IActorRef outer = _test.Start((message, context) =>
        {
            if (message is "go")
            {
                inner.Tell("x");
                probe.Ref.Tell(context.Sender);
                probe.Ref.Tell(context.Self);
                context.Sender.Tell("back");
            }
        });
        outer.Tell("go", origin.Ref);
        Assert.Equal(origin.Ref, probe.Expect<IActorRef>());
        Assert.Equal(outer, probe.Expect<IActorRef>());
        origin.Expect("back");
        Assert.Equal(outer, origin.LastSender);
    }

    [Fact]
    public void A_reply_to_a_running_actor_waits_until_it_has_finished()
    {
        var probe = new Probe(_test);
        bool busy = false;
        IActorRef echo = _test.Start((message, context) => context.Sender.Tell("reply"));
        IActorRef asker = _test.Start((message, context) =>
        {
            if (message is "reply")
            {
                probe.Ref.Tell(busy);
                return;
            }

            busy = true;
            echo.Tell("x");
            busy = false;
        });
        asker.Tell("go");
        probe.Expect(false);
    }

    [Fact]
    public void A_chain_longer_than_the_depth_is_carried_by_the_queue()
    {
        var probe = new Probe(_test);
        IActorRef next = probe.Ref;
        for (int i = 0; i < 500; i++)
        {
            IActorRef target = next;
            next = _test.Start((message, _) => target.Tell((int)message + 1));
        }

        next.Tell(0);
        probe.Expect(500);
    }

    [Fact]
    public void Order_from_one_sender_is_kept_when_queued_and_nested_deliveries_mix()
    {
        Island island = _test.NewIsland("shallow", depth: 2);
        var probe = new Probe(_test);
        List<int> seen = [];
        IActorRef sink = _test.Start(
            (message, _) =>
            {
                seen.Add((int)message);
                if (seen.Count == 300)
                {
                    probe.Ref.Tell(seen.Zip(seen.Skip(1)).All(pair => pair.First < pair.Second));
                }
            },
            island: island.Id);
        IActorRef relay = _test.Start((message, _) => sink.Tell(message), island: island.Id);
        IActorRef source = _test.Start(
            (message, context) =>
            {
                for (int i = 0; i < 3; i++)
                {
                    relay.Tell(((int)message * 3) + i);
                }

                if (message is < 99)
                {
                    context.Self.Tell((int)message + 1);
                }
            },
            island: island.Id);
        source.Tell(0);
        probe.Expect(true);
    }
}
