namespace ActorBehaviour.Dispatch;

public sealed class DispatcherTests : TestKit
{
    private const string Pool = "pool";

    public DispatcherTests()
        : base("""
            pool { type = Dispatcher, throughput = 10 }
            akka.actor.deployment { /deployed.dispatcher = pool }
            """)
    {
    }

    [Fact]
    public void An_actor_on_the_pool_answers()
    {
        Pooled(Props.Create<Echo>()).Tell("hello");
        ExpectMsg("hello");
    }

    [Fact]
    public void An_actor_on_the_pool_gets_messages_in_order()
    {
        IActorRef actor = Pooled(Props.Create<Echo>());
        for (int i = 0; i < 1000; i++)
        {
            actor.Tell(i);
        }

        Assert.Equal(Enumerable.Range(0, 1000), ReceiveN(1000).Cast<int>());
    }

    [Fact]
    public void An_actor_on_the_pool_processes_one_message_at_a_time()
    {
        int inside = 0;
        int most = 0;
        IActorRef actor = Pooled(Acting.Props((message, context) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.SpinWait(20);
            Interlocked.Decrement(ref inside);
            if (message is "end")
            {
                context.Sender.Tell(most, context.Self);
            }
        }));
        Parallel.For(0, 200, i => actor.Tell(i, ActorRefs.NoSender));
        actor.Tell("end");
        ExpectMsg(1);
    }

    [Fact]
    public void An_actor_on_the_pool_that_blocks_holds_up_nobody_else()
    {
        using var gate = new ManualResetEventSlim();
        IActorRef blocked = Pooled(Acting.Props((_, _) => gate.Wait()));
        IActorRef free = Pooled(Props.Create<Echo>());
        blocked.Tell("wait");
        free.Tell("hello");
        ExpectMsg("hello");
        gate.Set();
    }

    [Fact]
    public void An_actor_on_the_pool_is_restarted()
    {
        TestProbe probe = CreateTestProbe();
        IActorRef witness = probe.Ref;
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Lifecycle(witness)).WithDispatcher(Pool), "pooled");
        EventFilter.Exception<Boom>().ExpectOne(() => actor.Tell(new Boom()));
        actor.Tell("after");
        ExpectMsg("after");
        Assert.Equal(
            ["pooled starts", $"pooled fails on {new Boom()}", "pooled stopped", "pooled is back after boom", "pooled starts"],
            probe.ReceiveN(5).Select(text => Shorten((string)text)));
    }

    [Fact]
    public void An_actor_on_the_pool_stops_and_is_seen_to()
    {
        IActorRef actor = Pooled(Props.Create<Echo>());
        Watch(actor);
        actor.Tell(PoisonPill.Instance);
        ExpectTerminated(actor);
    }

    [Fact]
    public void Children_do_not_inherit_the_dispatcher_but_live_and_die_with_their_parent()
    {
        IActorRef parent = Pooled(Props.Create(() => new Parent(SupervisorStrategy.DefaultStrategy, Props.Create<Echo>())));
        parent.Tell("child");
        var child = ExpectMsg<IActorRef>();
        Watch(child);
        Sys.Stop(parent);
        ExpectTerminated(child);
    }

    [Fact]
    public void A_dispatcher_can_be_given_by_deployment()
    {
        using var gate = new ManualResetEventSlim();
        IActorRef blocked = Sys.ActorOf(Acting.Props((_, _) => gate.Wait()), "deployed");
        blocked.Tell("wait");
        IActorRef free = Sys.ActorOf<Echo>();
        free.Tell("hello");
        ExpectMsg("hello");
        gate.Set();
    }

    [Fact]
    public void Two_actors_on_the_pool_can_talk()
    {
        IActorRef echo = Pooled(Props.Create<Echo>());
        IActorRef starter = Sys.ActorOf(Acting.Props(new Rally(echo, TestActor).Receive).WithDispatcher(Pool));
        starter.Tell(1000);
        ExpectMsg("done", TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_dispatcher_that_is_not_there_is_refused() =>
        Assert.ThrowsAny<Exception>(() => Sys.ActorOf(Props.Create<Echo>().WithDispatcher("no-such-dispatcher")));

    private static string Shorten(string text) => text.StartsWith("pooled fails", StringComparison.Ordinal) ? $"pooled fails on {new Boom()}" : text;

    private IActorRef Pooled(Props props) => Sys.ActorOf(props.WithDispatcher(Pool));

    private sealed class Rally(IActorRef other, IActorRef witness)
    {
        public void Receive(object message, IUntypedActorContext context)
        {
            if (message is 0)
            {
                witness.Tell("done", context.Self);
            }
            else
            {
                other.Tell((int)message - 1, context.Self);
            }
        }
    }
}
