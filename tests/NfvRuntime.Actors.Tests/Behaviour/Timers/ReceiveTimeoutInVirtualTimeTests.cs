namespace ActorBehaviour.Timers;

public sealed class ReceiveTimeoutInVirtualTimeTests : TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public ReceiveTimeoutInVirtualTimeTests()
        : base(TestConfigs.TestSchedulerConfig)
    {
    }

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Messages_put_the_timeout_off()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Patient(TestActor)));
        for (int i = 0; i < 10; i++)
        {
            actor.Tell(i);
            ExpectMsg(i);
            Clock.Advance(Second * 0.6);
        }

        AwaitCondition(() =>
        {
            Clock.Advance(Second);
            return HasMessages;
        });
        ExpectMsg<ReceiveTimeout>();
    }

    private sealed class Patient : UntypedActor
    {
        private readonly IActorRef _witness;

        public Patient(IActorRef witness)
        {
            _witness = witness;
            Context.SetReceiveTimeout(Second);
        }

        protected override void OnReceive(object message) => _witness.Tell(message, Self);
    }
}
