namespace NfvRuntime.Actors.Tests.Islands;

/// <summary>
/// The least of several runs counts: code that is compiled anew while it runs can allocate once, but what allocates for each message
/// allocates in every run.
/// </summary>
public sealed class AllocationTests : IDisposable
{
    private const int Runs = 5;
    private const int Rounds = 10_000;

    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(32)]
    [InlineData(0)]
    public void A_tell_on_the_same_island_allocates_nothing(int depth)
    {
        Island island = _test.NewIsland("work", depth: depth);
        Assert.Equal(0, MeasureRelay(island));
    }

    /// <summary>Tracing is free when off.</summary>
    [Fact]
    public void A_tell_that_could_be_traced_allocates_nothing_while_nobody_listens()
    {
        Island control = _test.System.Island(Island.Control);
        Assert.True(control.Options.CarriesActivities);
        Assert.Equal(0, MeasureRelay(control));
    }

    [Fact]
    public void A_tell_across_islands_allocates_nothing_while_the_inbox_has_room()
    {
        Island island = _test.NewIsland("work");
        Island far = _test.NewIsland("far", WaitPolicy.Busy);
        IActorRef sink = _test.System.ActorOf(Props.Create(() => new Relay(null)).WithDispatcher(far.Id));
        IActorRef meter = _test.System.ActorOf(Props.Create(() => new Meter(sink, 500)).WithDispatcher(island.Id));
        Assert.Equal(0, Least(meter, far, 500));
    }

    [Fact]
    public void Polling_and_the_end_of_a_turn_allocate_nothing()
    {
        _test.NewIsland("work");
        var probe = new Probe(_test);
        _test.System.ActorOf(Props.Create(() => new TurnMeter(probe.Ref)).WithDispatcher("work"));
        probe.Expect(0L);
    }

    private long MeasureRelay(Island island)
    {
        IActorRef sink = _test.System.ActorOf(Props.Create(() => new Relay(null)).WithDispatcher(island.Id));
        IActorRef target = _test.System.ActorOf(Props.Create(() => new Relay(sink)).WithDispatcher(island.Id));
        IActorRef meter = _test.System.ActorOf(Props.Create(() => new Meter(target, Rounds)).WithDispatcher(island.Id));
        return Least(meter, island, 2 * Rounds);
    }

    /// <param name="meter">Who measures; its first run warms up.</param>
    /// <param name="island">Where the messages go.</param>
    /// <param name="messages">How many in a run: those of the last one have been processed when the next begins.</param>
    private static long Least(IActorRef meter, Island island, int messages)
    {
        TestSystem.Answer<long>(meter, "warm up");
        long least = long.MaxValue;
        for (int run = 1; run <= Runs; run++)
        {
            Assert.True(SpinWait.SpinUntil(() => island.Load.Messages >= (long)run * messages, TestSystem.Patience));
            least = Math.Min(least, TestSystem.Answer<long>(meter, "measure"));
        }

        return least;
    }

    private sealed class Relay(IActorRef? next) : UntypedActor
    {
        protected override void OnReceive(object message) => next?.Tell(message);
    }

    private sealed class Meter(IActorRef target, int rounds) : UntypedActor
    {
        private readonly object _message = new();
        private long _spent;

        protected override void OnReceive(object message)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < rounds; i++)
            {
                target.Tell(_message);
            }

            _spent = GC.GetAllocatedBytesForCurrentThread() - before; // Kept, since the box for the answer is made before its value.
            Sender.Tell(_spent);
        }
    }

    private sealed class TurnMeter(IActorRef report) : UntypedActor, IPolled, ITurnEnd
    {
        private const int TurnsPerRun = 1000;
        private long _before;
        private long _least = long.MaxValue;
        private int _turns;

        public bool Poll()
        {
            if (++_turns % TurnsPerRun == 0)
            {
                long now = GC.GetAllocatedBytesForCurrentThread();
                _least = _before == 0 ? _least : Math.Min(_least, now - _before);
                _before = now;
                if (_turns == (Runs + 1) * TurnsPerRun)
                {
                    report.Tell(_least);
                }
            }

            Context.Island().AtTurnEnd(this);
            return _turns < (Runs + 2) * TurnsPerRun;
        }

        public bool Arm() => false;

        public void Disarm()
        {
        }

        public void OnTurnEnd() => Self.Tell("x");

        protected override void PreStart() => Context.Island().Poll(this);

        protected override void OnReceive(object message)
        {
        }
    }
}
