namespace NfvRuntime.Actors.Tests.Islands;

public sealed class CrossIslandTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Order_of_each_sender_is_kept_even_when_the_inbox_overflows()
    {
        const int senders = 4;
        const int each = 50_000;
        Island island = _test.NewIsland("sink", WaitPolicy.Adaptive());
        var probe = new Probe(_test);
        using var gate = new ManualResetEventSlim();
        int[] last = [-1, -1, -1, -1];
        int received = 0;
        bool ordered = true;
        IActorRef sink = _test.Start(
            (message, _) =>
            {
                if (received++ == 0)
                {
                    gate.Wait(TestSystem.Patience); // Lets the ring of the inbox fill up.
                }

                (int sender, int number) = ((int, int))message;
                ordered &= last[sender] + 1 == number;
                last[sender] = number;
                if (received == senders * each)
                {
                    probe.Ref.Tell(ordered);
                }
            },
            island: island.Id);
        Task tellers = Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(() =>
        {
            for (int i = 0; i < each; i++)
            {
                sink.Tell((sender, i), ActorRefs.NoSender);
                if (i == each / 2)
                {
                    gate.Set();
                }
            }
        })));
        probe.Expect(true);
        await tellers.WaitAsync(TestSystem.Patience);
    }

    [Fact]
    public void Every_message_of_a_random_crowd_arrives()
    {
        string[] islands = ["a", "b", "c"];
        WaitPolicy[] policies = [WaitPolicy.Interrupt, WaitPolicy.Adaptive(10), WaitPolicy.Yield];
        for (int i = 0; i < islands.Length; i++)
        {
            _test.NewIsland(islands[i], policies[i], depth: i * 4);
        }

        const int actors = 30;
        const int tokens = 300;
        const int hops = 500;
        int finished = 0;
        long hopsDone = 0;
        int seed = Seeds.Base;
        var crowd = new IActorRef[actors];
        for (int i = 0; i < actors; i++)
        {
            var random = new Random(seed + i);
            crowd[i] = _test.Start(
                (message, _) =>
                {
                    Interlocked.Increment(ref hopsDone);
                    int left = (int)message;
                    if (left == 0)
                    {
                        Interlocked.Increment(ref finished);
                    }
                    else
                    {
                        crowd[random.Next(actors)].Tell(left - 1);
                    }
                },
                island: islands[i % islands.Length]);
        }

        for (int i = 0; i < tokens; i++)
        {
            crowd[i % actors].Tell(hops);
        }

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref finished) == tokens, TestSystem.Patience), $"NFV_SEED={seed}: {finished}");
        Assert.Equal((long)tokens * (hops + 1), Volatile.Read(ref hopsDone));
    }

    [Fact]
    public void Children_live_on_the_control_island_unless_told_otherwise()
    {
        _test.NewIsland("work");
        IActorRef parent = _test.Start(
            (_, context) => context.Sender.Tell(string.Join(
                ' ',
                context.ActorOf(Scripted.Props((_, _) => { })).Island()!.Id == Island.Control,
                context.ActorOf(Scripted.Props((_, _) => { }).WithDispatcher(Island.OfParent)).Island()!.Id,
                context.Self.Island()!.Id)),
            island: "work");
        Assert.Equal("True work work", TestSystem.Answer<string>(parent, "go"));
    }

    [Fact]
    public void Current_is_the_island_of_the_running_actor_and_null_elsewhere()
    {
        Island island = _test.NewIsland("work");
        IActorRef actor = _test.Start((_, context) => context.Sender.Tell(Island.Current == island && island.IsCurrent), island: "work");
        Assert.True(TestSystem.Answer<bool>(actor, "go"));
        Assert.Null(Island.Current);
        Assert.False(island.IsCurrent);
    }

    [Fact]
    public void An_id_can_be_used_once()
    {
        _test.NewIsland("twin");
        Assert.Throws<InvalidOperationException>(() => _test.NewIsland("twin"));
        Assert.Throws<InvalidOperationException>(() => _test.NewIsland(Island.Control));
        Assert.Throws<InvalidOperationException>(() => _test.NewIsland(Island.OfParent));
    }

    [Fact]
    public async Task A_closed_island_lets_its_actors_finish_and_takes_no_new_ones()
    {
        Island island = _test.NewIsland("short");
        IActorRef actor = _test.Start((message, context) => context.Sender.Tell(message), island: "short");
        island.Close();
        Assert.Throws<InvalidOperationException>(() => _test.Start((_, _) => { }, island: "short"));
        Assert.Equal("still here", TestSystem.Answer<string>(actor, "still here"));
        Assert.True(await actor.GracefulStop(TestSystem.Patience));
        Island again = _test.NewIsland("short");
        Assert.NotSame(island, again);
        Assert.True(await actor.GracefulStop(TestSystem.Patience));
    }

    [Fact]
    public void A_fault_of_the_island_itself_is_logged_and_it_goes_on()
    {
        Island island = _test.NewIsland("work");
        IActorRef actor = _test.Start((message, context) => context.Sender.Tell(message), island: "work");
        island.Inbox.Post(null, new TimerEntry(new Bomb(), "x", null, 0, null), null);
        Assert.True(SpinWait.SpinUntil(() => _test.Logged.Any(entry => entry.Cause?.Message == "bomb"), TestSystem.Patience));
        Assert.Equal("alive", TestSystem.Answer<string>(actor, "alive"));
    }

    private sealed class Bomb : ICanTell
    {
        public void Tell(object message, IActorRef? sender) => throw new InvalidOperationException("bomb");
    }
}
