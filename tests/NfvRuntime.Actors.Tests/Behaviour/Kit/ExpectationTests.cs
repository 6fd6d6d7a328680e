namespace ActorBehaviour.Kit;

public sealed class ExpectationTests : TestKit
{
    [Fact]
    public void An_expected_type_is_given_back() => Assert.Equal(5, After(5, () => ExpectMsg<int>()));

    [Fact]
    public void A_message_of_another_type_is_a_failure()
    {
        TestActor.Tell("text");
        Assert.ThrowsAny<Exception>(() => ExpectMsg<int>());
    }

    [Fact]
    public void A_message_with_another_value_is_a_failure()
    {
        TestActor.Tell(1);
        Assert.ThrowsAny<Exception>(() => ExpectMsg(2));
    }

    [Fact]
    public void No_message_in_time_is_a_failure() =>
        Assert.ThrowsAny<Exception>(() => ExpectMsg<string>(TimeSpan.FromMilliseconds(10)));

    [Fact]
    public void A_condition_must_hold()
    {
        TestActor.Tell(1);
        TestActor.Tell(1);
        ExpectMsg<int>(number => number == 1);
        Assert.ThrowsAny<Exception>(() => ExpectMsg<int>(number => number == 2));
    }

    [Fact]
    public void The_sender_can_be_expected()
    {
        TestProbe other = CreateTestProbe();
        other.Send(TestActor, "hello");
        ExpectMsgFrom(other.Ref, "hello");
        Assert.Equal(other.Ref, LastSender);
    }

    [Fact]
    public void A_message_where_none_is_expected_is_a_failure()
    {
        TestActor.Tell("surprise");
        Assert.ThrowsAny<Exception>(() => ExpectNoMsg(1000));
    }

    [Fact]
    public void No_message_where_none_is_expected_is_right() => ExpectNoMsg(10);

    [Fact]
    public void Messages_can_be_expected_in_any_order()
    {
        TestActor.Tell(2);
        TestActor.Tell(1);
        ExpectMsgAllOf(1, 2);
    }

    [Fact]
    public void One_of_some_can_be_expected()
    {
        TestActor.Tell(2);
        Assert.Equal(2, ExpectMsgAnyOf(new[] { 1, 2, 3 }));
    }

    [Fact]
    public void A_fish_is_caught_among_others()
    {
        TestActor.Tell("weed");
        TestActor.Tell(7);
        TestActor.Tell("boot");
        TestActor.Tell(42);
        Assert.Equal(42, FishForMessage<int>(number => number > 10));
    }

    [Fact]
    public void A_fish_that_does_not_come_is_a_failure() =>
        Assert.ThrowsAny<Exception>(() => FishForMessage(message => message is int, TimeSpan.FromMilliseconds(10)));

    [Fact]
    public void A_number_of_messages_can_be_received()
    {
        TestActor.Tell(1);
        TestActor.Tell(2);
        Assert.Equal([1, 2], ReceiveN(2).Cast<int>());
    }

    [Fact]
    public void Messages_can_be_received_while_they_fit()
    {
        TestActor.Tell("a");
        TestActor.Tell("b");
        TestActor.Tell(3);
        Assert.Equal(["a", "b"], ReceiveWhile(message => message as string));
        ExpectMsg(3);
    }

    [Fact]
    public void A_message_can_be_looked_at_and_left()
    {
        TestActor.Tell("x");
        Assert.Equal("x", PeekOne());
        ExpectMsg("x");
    }

    [Fact]
    public void The_end_of_an_actor_can_be_expected()
    {
        IActorRef actor = Sys.ActorOf<Echo>();
        Watch(actor);
        actor.Tell(PoisonPill.Instance);
        ExpectTerminated(actor);
    }

    [Fact]
    public void An_actor_that_is_not_watched_any_more_ends_unseen()
    {
        IActorRef actor = Sys.ActorOf<Echo>();
        Watch(actor);
        Unwatch(actor);
        actor.Tell(PoisonPill.Instance);
        ExpectNoMsg(30);
    }

    [Fact]
    public void Messages_can_be_ignored()
    {
        IgnoreMessages<int>();
        TestActor.Tell(1);
        TestActor.Tell("x");
        ExpectMsg("x");
        IgnoreNoMessages();
        TestActor.Tell(2);
        ExpectMsg(2);
    }

    [Fact]
    public void A_tell_of_the_test_comes_from_its_actor()
    {
        Sys.ActorOf<Echo>().Tell("hello");
        ExpectMsg("hello");
    }

    [Fact]
    public async Task An_expectation_can_be_awaited()
    {
        TestActor.Tell("hello");
        Assert.Equal("hello", await ExpectMsgAsync<string>());
    }

    private static T After<T>(object message, Func<T> expect, IActorRef? receiver = null)
    {
        receiver?.Tell(message);
        return expect();
    }

    private T After<T>(object message, Func<T> expect) => After(message, expect, TestActor);
}
