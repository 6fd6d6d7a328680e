namespace NfvRuntime.Host.Tests;

public sealed class AllocationTests
{
    [Theory]
    [InlineData("p{1", "p}1")]
    [InlineData("vale0:a", "vale0:b")]
    [InlineData("vale1:a", "vale1:b")]
    public void Syncing_by_call_allocates_nothing(string left, string right)
    {
        using var test = new TestHost();
        test.Host.ConfigureSwitch("vale1", new PointToPointLookup());
        RingDriver tx = test.Tx(left, options: new PortOptions { Slots = 64 });
        RingDriver rx = test.Rx(right, options: new PortOptions { Slots = 64 });
        AssertAllocatesNothing(() => Exchange(tx, rx, () => { }));
    }

    [Fact]
    public void Syncing_through_a_kloop_allocates_nothing()
    {
        using var pair = new CsbPair("p{1", "p}1");
        Action poll = () =>
        {
            pair.Left.Poll();
            pair.Right.Poll();
            pair.Left.Arm();
        };
        AssertAllocatesNothing(() => Exchange(pair.Tx, pair.Rx, poll));
    }

    private static void Exchange(RingDriver tx, RingDriver rx, Action between)
    {
        for (int i = 0; i < 10; i++)
        {
            tx.PutNumber((ulong)i);
        }

        tx.Sync();
        between();
        rx.Sync();
        rx.Arm();
        rx.Disarm();
        while (rx.Available > 0)
        {
            rx.TakeNumber();
        }

        rx.Sync();
        between();
        tx.SyncNow();
        between();
    }

    private static void AssertAllocatesNothing(Action action)
    {
        for (int i = 0; i < 200; i++)
        {
            action();
        }

        Assert.Equal(0, Allocation.Least(() =>
        {
            for (int i = 0; i < 2000; i++)
            {
                action();
            }
        }));
    }
}
