namespace ActorBehaviour.Kit;

public sealed class ProbeTests : TestKit
{
    [Fact]
    public void A_probe_is_a_reference()
    {
        TestProbe probe = CreateTestProbe();
        IActorRef reference = probe;
        reference.Tell("hello", TestActor);
        probe.ExpectMsg("hello");
    }

    [Fact]
    public void A_probe_answers_the_last_sender()
    {
        TestProbe probe = CreateTestProbe();
        probe.Ref.Tell("ping");
        probe.ExpectMsg("ping");
        probe.Reply("pong");
        ExpectMsgFrom(probe.Ref, "pong");
    }

    [Fact]
    public void A_probe_sends_in_its_own_name()
    {
        TestProbe probe = CreateTestProbe();
        probe.Send(Sys.ActorOf<Echo>(), "hello");
        probe.ExpectMsg("hello");
    }

    [Fact]
    public void A_probe_forwards_in_the_name_of_the_sender()
    {
        TestProbe probe = CreateTestProbe();
        probe.Ref.Tell("hello");
        probe.ExpectMsg("hello");
        probe.Forward(Sys.ActorOf<Echo>());
        ExpectMsg("hello");
    }

    [Fact]
    public void A_probe_sees_the_end_of_an_actor()
    {
        TestProbe probe = CreateTestProbe();
        IActorRef actor = Sys.ActorOf<Echo>();
        probe.Watch(actor);
        Sys.Stop(actor);
        probe.ExpectTerminated(actor);
    }

    [Fact]
    public void A_probe_can_be_watched()
    {
        TestProbe probe = CreateTestProbe();
        Watch(probe.Ref);
        Sys.Stop(probe.Ref);
        ExpectTerminated(probe.Ref);
    }

    [Fact]
    public void A_probe_has_the_name_it_was_given() => Assert.StartsWith("eye", CreateTestProbe("eye").Ref.Path.Name, StringComparison.Ordinal);

    [Fact]
    public void A_probe_can_be_a_parent()
    {
        TestProbe probe = CreateTestProbe();
        IActorRef child = probe.ChildActorOf(Acting.Props((message, context) => context.Parent.Tell(message, context.Self)));
        child.Tell("up");
        probe.ExpectMsg("up");
    }

    [Fact]
    public void A_pilot_answers_in_place_of_the_test()
    {
        TestProbe probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"{message} answered", ActorRefs.NoSender);
            return AutoPilot.KeepRunning;
        }));
        probe.Ref.Tell("one");
        ExpectMsg("one answered");
        probe.Ref.Tell("two");
        ExpectMsg("two answered");
        probe.ExpectMsg("one");
    }

    [Fact]
    public void A_pilot_may_end()
    {
        TestProbe probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, _) =>
        {
            sender.Tell("once", ActorRefs.NoSender);
            return AutoPilot.NoAutoPilot;
        }));
        probe.Ref.Tell("one");
        ExpectMsg("once");
        probe.Ref.Tell("two");
        probe.ExpectMsg("one");
        probe.ExpectMsg("two");
        ExpectNoMsg(20);
    }

    [Fact]
    public void Two_probes_do_not_share_their_messages()
    {
        TestProbe one = CreateTestProbe();
        TestProbe two = CreateTestProbe();
        one.Ref.Tell(1);
        two.Ref.Tell(2);
        two.ExpectMsg(2);
        one.ExpectMsg(1);
    }
}
