namespace ActorBehaviour.Timers;

public sealed class ReceiveTimeoutTests : TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public void Silence_is_told_after_its_time()
    {
        Sys.ActorOf(Silent(Short));
        ExpectMsg<ReceiveTimeout>();
    }

    [Fact]
    public void Silence_is_told_again_while_it_lasts()
    {
        Sys.ActorOf(Silent(Short));
        ExpectMsg<ReceiveTimeout>();
        ExpectMsg<ReceiveTimeout>();
    }

    [Fact]
    public void Silence_is_told_in_the_actors_own_name()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Waiting(Short, TestActor, true)));
        ExpectMsg<IActorRef>(sender => sender.Equals(actor));
    }

    [Fact]
    public void A_timeout_that_is_taken_back_is_not_told()
    {
        IActorRef actor = Sys.ActorOf(Silent(Long));
        actor.Tell(new SetTimeout(Short));
        actor.Tell(new SetTimeout(null));
        ExpectNoMsg(100);
    }

    [Fact]
    public void A_timeout_can_be_made_shorter()
    {
        IActorRef actor = Sys.ActorOf(Silent(Long));
        actor.Tell(new SetTimeout(Short));
        ExpectMsg<ReceiveTimeout>();
    }

    [Fact]
    public void A_message_that_does_not_count_does_not_break_the_silence()
    {
        IActorRef actor = Sys.ActorOf(Silent(TimeSpan.FromMilliseconds(150)));
        Sys.Scheduler.ScheduleTellRepeatedly(Short, Short, actor, new Transparent(), ActorRefs.NoSender, new Cancelable(Sys.Scheduler));
        Assert.IsType<ReceiveTimeout>(FishForMessage(message => message is ReceiveTimeout));
    }

    [Fact]
    public void A_restart_switches_the_timeout_off()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Waiting(null, TestActor, false)));
        actor.Tell(new SetTimeout(Long));
        actor.Tell("timeout?");
        ExpectMsg(Long);
        EventFilter.Exception<Boom>().ExpectOne(() => actor.Tell(new Boom()));
        actor.Tell("timeout?");
        ExpectMsg("none");
    }

    [Fact]
    public void The_timeout_can_be_read()
    {
        IActorRef actor = Sys.ActorOf(Silent(Long));
        actor.Tell("timeout?");
        ExpectMsg(Long);
    }

    private Props Silent(TimeSpan timeout) => Props.Create(() => new Waiting(timeout, TestActor, false));

    private sealed record SetTimeout(TimeSpan? Timeout);

    private sealed class Transparent : INotInfluenceReceiveTimeout;

    private sealed class Waiting : UntypedActor
    {
        private readonly IActorRef _witness;
        private readonly bool _tellSender;

        public Waiting(TimeSpan? timeout, IActorRef witness, bool tellSender)
        {
            _witness = witness;
            _tellSender = tellSender;
            Context.SetReceiveTimeout(timeout);
        }

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case SetTimeout set:
                    Context.SetReceiveTimeout(set.Timeout);
                    break;
                case "timeout?":
                    Sender.Tell(Context.ReceiveTimeout is { } timeout ? timeout : "none", Self);
                    break;
                case Exception thrown:
                    throw thrown;
                default:
                    _witness.Tell(_tellSender ? Sender : message, Self);
                    break;
            }
        }
    }
}
