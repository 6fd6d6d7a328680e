namespace ActorBehaviour.Kit;

public sealed class TimeTests : TestKit
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void A_block_that_ends_in_time_is_right() => Within(Long, () => TestActor.Tell("x"));

    [Fact]
    public void A_block_gives_its_result() => Assert.Equal(3, Within(Long, () => 3));

    [Fact]
    public void A_block_that_ends_too_early_is_a_failure() =>
        Assert.ThrowsAny<Exception>(() => Within(Long, Long + Long, () => { }));

    [Fact]
    public void An_expectation_in_a_block_waits_as_long_as_is_left() =>
        Assert.ThrowsAny<Exception>(() => Within(Short, () => ExpectMsg("never")));

    [Fact]
    public void What_is_left_is_known_inside_a_block() => Within(Long, () => Assert.InRange(Remaining, TimeSpan.Zero, Long));

    [Fact]
    public void What_is_left_is_not_known_outside_of_a_block() => Assert.Throws<InvalidOperationException>(() => Remaining);

    [Fact]
    public void An_inner_block_cannot_last_longer_than_the_outer_one() =>
        Within(Long, () => Within(Long + Long, () => Assert.True(Remaining <= Long)));

    [Fact]
    public void A_condition_is_awaited()
    {
        int left = 3;
        AwaitCondition(() => --left == 0);
    }

    [Fact]
    public void A_condition_that_does_not_come_true_is_a_failure() =>
        Assert.ThrowsAny<Exception>(() => AwaitCondition(() => false, Short));

    [Fact]
    public void A_condition_may_be_awaited_without_a_failure() => Assert.False(AwaitConditionNoThrow(() => false, Short));

    [Fact]
    public void An_assertion_is_repeated_until_it_holds()
    {
        int left = 3;
        AwaitAssert(() => Assert.Equal(0, --left));
    }

    [Fact]
    public void An_assertion_that_never_holds_is_a_failure() =>
        Assert.ThrowsAny<Exception>(() => AwaitAssert(() => Assert.Equal(1, 2), Short));

    [Fact]
    public void A_latch_opens_when_it_has_been_counted_down()
    {
        TestLatch latch = CreateTestLatch(2);
        latch.CountDown();
        Assert.False(latch.IsOpen);
        latch.CountDown();
        latch.Ready(Long);
        Assert.True(latch.IsOpen);
    }

    [Fact]
    public void A_latch_that_is_not_opened_is_a_failure() =>
        Assert.Throws<TimeoutException>(() => CreateTestLatch().Ready(Short));
}
