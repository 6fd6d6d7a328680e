namespace ActorBehaviour.Dispatch;

public sealed class MailboxTests : TestKit
{
    private const string Setup = """
        small-mailbox {
          mailbox-type = "Akka.Dispatch.BoundedMailbox"
          mailbox-capacity = 2
          mailbox-push-timeout-time = 0s
        }
        akka.actor.deployment {
          /deployed { mailbox = small-mailbox }
        }
        """;

    public MailboxTests()
        : base(Setup)
    {
    }

    [Fact]
    public void What_a_full_mailbox_cannot_take_is_a_dead_letter()
    {
        using var gate = new ManualResetEventSlim();
        IActorRef actor = Sys.ActorOf(Gated(gate).WithMailbox("small-mailbox"));
        Fill(actor);
        EventFilter.DeadLetter<int>(number => number == 3).ExpectOne(() =>
        {
            actor.Tell(3);
            gate.Set();
        });
        ExpectMsg(1);
        ExpectMsg(2);
    }

    [Fact]
    public void A_mailbox_with_an_end_takes_more_once_it_has_room()
    {
        using var gate = new ManualResetEventSlim();
        IActorRef actor = Sys.ActorOf(Gated(gate).WithMailbox("small-mailbox"));
        Fill(actor);
        gate.Set();
        ExpectMsg(1);
        ExpectMsg(2);
        actor.Tell(4);
        ExpectMsg(4);
    }

    [Fact]
    public void A_mailbox_can_be_given_by_deployment()
    {
        using var gate = new ManualResetEventSlim();
        IActorRef actor = Sys.ActorOf(Gated(gate), "deployed");
        Fill(actor);
        EventFilter.DeadLetter<int>(number => number == 3).ExpectOne(() =>
        {
            actor.Tell(3);
            gate.Set();
        });
    }

    [Fact]
    public void A_mailbox_without_end_takes_everything()
    {
        using var gate = new ManualResetEventSlim();
        IActorRef actor = Sys.ActorOf(Gated(gate));
        actor.Tell("wait");
        ExpectMsg("waiting");
        for (int i = 0; i < 10_000; i++)
        {
            actor.Tell(i);
        }

        gate.Set();
        Assert.Equal(Enumerable.Range(0, 10_000), ReceiveN(10_000, TimeSpan.FromSeconds(20)).Cast<int>());
    }

    [Fact]
    public void A_mailbox_that_is_not_described_is_refused() =>
        Assert.ThrowsAny<Exception>(() => Sys.ActorOf(Props.Create<Echo>().WithMailbox("no-such-mailbox")));

    private static Props Gated(ManualResetEventSlim gate) => Acting.Props((message, context) =>
    {
        if (message is "wait")
        {
            context.Sender.Tell("waiting", context.Self);
            gate.Wait();
        }
        else
        {
            context.Sender.Tell(message, context.Self);
        }
    });

    /// <summary>The actor waits, and two messages wait for it.</summary>
    private void Fill(IActorRef actor)
    {
        actor.Tell("wait");
        ExpectMsg("waiting");
        actor.Tell(1);
        actor.Tell(2);
    }
}
