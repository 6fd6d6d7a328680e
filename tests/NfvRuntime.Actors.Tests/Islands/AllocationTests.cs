namespace NfvRuntime.Actors.Tests.Islands;

public sealed class AllocationTests : IDisposable
{
    private const int Rounds = 10_000;

    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(32)]
    [InlineData(0)]
    public void A_tell_on_the_same_island_allocates_nothing(int depth)
    {
        Island island = _test.NewIsland("work", depth: depth);
        IActorRef sink = _test.System.ActorOf(Props.Create(() => new Relay(null)).WithDispatcher(island.Id));
        IActorRef relay = _test.System.ActorOf(Props.Create(() => new Relay(sink)).WithDispatcher(island.Id));
        Assert.Equal(0, Measure(island, relay));
    }

    [Fact]
    public void A_tell_across_islands_allocates_nothing_while_the_inbox_has_room()
    {
        Island island = _test.NewIsland("work");
        Island far = _test.NewIsland("far", WaitPolicy.Busy);
        IActorRef sink = _test.System.ActorOf(Props.Create(() => new Relay(null)).WithDispatcher(far.Id));
        IActorRef meter = _test.System.ActorOf(Props.Create(() => new Meter(sink, 500)).WithDispatcher(island.Id));
        TestSystem.Answer<long>(meter, "warm up");
        Assert.True(SpinWait.SpinUntil(() => far.Load.Messages >= 500, TestSystem.Patience));
        Assert.Equal(0, TestSystem.Answer<long>(meter, "measure"));
    }

    [Fact]
    public void Polling_and_the_end_of_a_turn_allocate_nothing()
    {
        _test.NewIsland("work");
        var probe = new Probe(_test);
        _test.System.ActorOf(Props.Create(() => new TurnMeter(probe.Ref)).WithDispatcher("work"));
        probe.Expect(0L);
    }

    private long Measure(Island island, IActorRef target)
    {
        IActorRef meter = _test.System.ActorOf(Props.Create(() => new Meter(target, Rounds)).WithDispatcher(island.Id));
        TestSystem.Answer<long>(meter, "warm up");
        Assert.True(SpinWait.SpinUntil(() => island.Load.Messages > 2 * Rounds, TestSystem.Patience));
        return TestSystem.Answer<long>(meter, "measure");
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
        private long _before;
        private int _turns;

        public bool Poll()
        {
            if (++_turns == 100)
            {
                _before = GC.GetAllocatedBytesForCurrentThread();
            }
            else if (_turns == 1100)
            {
                _before = GC.GetAllocatedBytesForCurrentThread() - _before;
                report.Tell(_before);
            }

            Context.Island().AtTurnEnd(this);
            return _turns < 1200;
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
