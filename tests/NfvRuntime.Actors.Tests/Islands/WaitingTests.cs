using System.Diagnostics;

namespace NfvRuntime.Actors.Tests.Islands;

public sealed class WaitingTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    public static TheoryData<WaitPolicy> Policies => [WaitPolicy.Busy, WaitPolicy.Yield, WaitPolicy.Adaptive(5), WaitPolicy.Interrupt, WaitPolicy.Share];

    [Theory]
    [MemberData(nameof(Policies))]
    public void An_island_answers_under_every_policy(WaitPolicy policy)
    {
        Island island = _test.NewIsland("work", policy);
        IActorRef echo = _test.Start((message, context) => context.Sender.Tell(message), island: island.Id);
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(i, TestSystem.Answer<int>(echo, i));
        }
    }

    [Fact]
    public void Islands_that_only_spin_never_sleep()
    {
        Island busy = _test.NewIsland("busy", WaitPolicy.Busy);
        Assert.True(SpinWait.SpinUntil(() => busy.Load.Turns > 1000, TestSystem.Patience));
        Assert.Equal(0, busy.Load.Sleeps);
    }

    [Fact]
    public void An_interrupt_island_sleeps_while_nothing_comes()
    {
        Island island = _test.NewIsland("work", WaitPolicy.Interrupt);
        var probe = new Probe(_test, "work");
        probe.Ref.Tell("x");
        probe.Expect("x");
        Assert.True(SpinWait.SpinUntil(() => island.Load.Sleeps > 0, TestSystem.Patience));
        long turns = island.Load.Turns;
        probe.Ref.Tell("y");
        probe.Expect("y");
        Assert.InRange(island.Load.Turns, turns, turns + 10);
    }

    /// <summary>
    /// The lost wake-up: both islands sleep after every message, with no timer, so a wake-up that is missed once stops the game for good.
    /// </summary>
    [Fact]
    public void No_wake_up_is_lost_in_200000_rounds_between_two_sleeping_islands()
    {
        Island left = _test.NewIsland("left", WaitPolicy.Interrupt);
        Island right = _test.NewIsland("right", WaitPolicy.Interrupt);
        PingPong(200_000);
        Assert.True(left.Load.Sleeps + right.Load.Sleeps > 0);
    }

    /// <summary>
    /// The narrow form of the same race: each message is timed to the moment at which the island falls asleep after the one before. Without
    /// the fence between a post and the look at the sleeper's flag, this stops within some thousand rounds.
    /// </summary>
    [Fact]
    public void No_wake_up_is_lost_when_a_message_meets_an_island_that_falls_asleep()
    {
        const int rounds = 300_000;
        int seed = Seeds.Base;
        var random = new Random(seed);
        Island island = _test.NewIsland("work", WaitPolicy.Interrupt);
        int received = 0;
        IActorRef sink = _test.Start((_, _) => Volatile.Write(ref received, received + 1), island: island.Id);
        for (int i = 1; i <= rounds; i++)
        {
            sink.Tell("x", ActorRefs.NoSender);
            for (int spin = 0; Volatile.Read(ref received) != i; spin++)
            {
                if (spin > 100_000 && !SpinWait.SpinUntil(() => Volatile.Read(ref received) == i, TestSystem.Patience))
                {
                    Assert.Fail($"NFV_SEED={seed}: message {i} was not noticed");
                }
            }

            for (int delay = random.Next(200); delay > 0; delay--)
            {
                Volatile.Read(ref received);
            }
        }

        Assert.True(island.Load.Sleeps > 0);
    }

    /// <summary>The same where not the senders fence, but the sleeper for all of them.</summary>
    [Fact]
    public void No_wake_up_is_lost_when_a_message_meets_an_island_that_falls_asleep_after_a_while()
    {
        const int rounds = 20_000;
        const int spinMicroseconds = 20;
        int seed = Seeds.Base;
        var random = new Random(seed);
        Island island = _test.NewIsland("work", WaitPolicy.Adaptive(spinMicroseconds));
        int received = 0;
        IActorRef sink = _test.Start((_, _) => Volatile.Write(ref received, received + 1), island: island.Id);
        for (int i = 1; i <= rounds; i++)
        {
            sink.Tell("x", ActorRefs.NoSender);
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref received) == i, TestSystem.Patience), $"NFV_SEED={seed}: message {i} was not noticed");
            long until = Stopwatch.GetTimestamp() + random.Next((int)(Stopwatch.Frequency * 2 * spinMicroseconds / 1_000_000));
            while (Stopwatch.GetTimestamp() < until)
            {
                continue;
            }
        }

        Assert.True(island.Load.Sleeps > 0);
    }

    [Fact]
    public void No_wake_up_is_lost_between_islands_that_spin_a_little_and_sleep()
    {
        _test.NewIsland("left", WaitPolicy.Adaptive(1));
        _test.NewIsland("right", WaitPolicy.Adaptive(3));
        PingPong(100_000);
    }

    [Fact]
    public void A_busy_island_is_woken_at_most_once_for_each_sleep()
    {
        Island island = _test.NewIsland("work", WaitPolicy.Interrupt);
        int received = 0;
        IActorRef sink = _test.Start((_, _) => Volatile.Write(ref received, received + 1), island: island.Id);
        Parallel.For(0, 4, _ =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                sink.Tell("x", ActorRefs.NoSender);
            }
        });
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref received) == 80_000, TestSystem.Patience));
        Assert.True(island.Load.Wakeups <= island.Load.Sleeps);
    }

    [Fact]
    public void Load_counts_messages_and_time()
    {
        Island island = _test.NewIsland("work", WaitPolicy.Interrupt);
        long before = island.Load.Messages;
        var probe = new Probe(_test, "work");
        for (int i = 0; i < 100; i++)
        {
            probe.Ref.Tell(i);
            probe.Expect(i);
        }

        IslandLoad load = island.Load;
        Assert.Equal(100, load.Messages - before);
        Assert.True(load.TotalTicks > 0);
        Assert.InRange(load.BusyShare, 0, 1);
    }

    [Fact]
    public void An_island_can_be_kept_on_a_cpu()
    {
        Island island = _test.System.CreateIsland(new IslandOptions { Id = "pinned", Cpu = 0, Policy = WaitPolicy.Interrupt });
        IActorRef actor = _test.Start((_, context) => context.Sender.Tell(AllowedCpus()), island: island.Id);
        Assert.Equal("0", TestSystem.Answer<string>(actor, "where?"));

        static string AllowedCpus() => File.ReadLines("/proc/thread-self/status")
            .Single(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split(':')[1].Trim();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4000)]
    [InlineData(100_000)]
    public void A_cpu_that_does_not_exist_is_named(int cpu)
    {
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(
            () => _test.System.CreateIsland(new IslandOptions { Id = "nowhere", Cpu = cpu }));
        Assert.Contains($"CPU {cpu}", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_test.System.Islands(), island => island.Id == "nowhere");
    }

    [Fact]
    public void Options_that_no_island_can_work_with_are_refused()
    {
        var good = new IslandOptions { Id = "work" };
        Assert.ThrowsAny<ArgumentException>(() => _test.System.CreateIsland(good with { Id = "" }));
        Assert.ThrowsAny<ArgumentException>(() => _test.System.CreateIsland(good with { BudgetPerTurn = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => _test.System.CreateIsland(good with { InlineDepth = -1 }));
        Assert.ThrowsAny<ArgumentException>(() => _test.System.CreateIsland(good with { InlineDepth = 1000 }));
        Assert.ThrowsAny<ArgumentException>(() => WaitPolicy.Adaptive(-1));
    }

    [Fact]
    public void Policies_carry_the_names_of_chain_files() => Assert.Equal(
        ["busy", "yield", "adaptive", "interrupt"],
        new[] { WaitPolicy.Busy, WaitPolicy.Yield, WaitPolicy.Adaptive(), WaitPolicy.Interrupt }.Select(policy => policy.ToString()));

    private void PingPong(int rounds)
    {
        var probe = new Probe(_test);
        IActorRef right = _test.Start((message, context) => context.Sender.Tell(message), island: "right");
        int left = rounds;
        IActorRef player = _test.Start(
            (message, context) =>
            {
                if (left-- > 0)
                {
                    right.Tell(message);
                }
                else
                {
                    probe.Ref.Tell("done");
                }
            },
            island: "left");
        player.Tell("ball");
        probe.Expect("done");
    }
}
