using Microsoft.Win32.SafeHandles;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host.Tests;

public sealed class KloopModeTests
{
    [Theory]
    [InlineData("notify", KloopModes.None, true)]
    [InlineData("notify, a loop a ring", KloopModes.None, true)]
    [InlineData("periodic 0", KloopModes.None, true)]
    [InlineData("periodic 100", KloopModes.None, true)]
    [InlineData("notify", KloopModes.DirectTx, true)]
    [InlineData("notify", KloopModes.DirectRx, true)]
    [InlineData("none", KloopModes.DirectTx | KloopModes.DirectRx, true)]
    [InlineData("none", KloopModes.DirectTx | KloopModes.DirectRx, false)]
    public async Task Nothing_is_lost_and_nobody_sleeps_through_a_kick(string loop, KloopModes direct, bool sleeps)
    {
        int seed = Environment.TickCount;
        const ulong count = 20_000;
        using var pair = new CsbPair("p{1", "p}1", new PortOptions { Slots = 64 }, direct: direct);
        IEnumerable<IEnumerable<KloopRing>> shares = loop switch
        {
            "none" => [],
            "notify, a loop a ring" => pair.Left.Rings.Concat(pair.Right.Rings).Select(ring => (IEnumerable<KloopRing>)[ring]),
            _ => [pair.Left.Rings, pair.Right.Rings],
        };
        KloopRunner[] runners = [.. shares.Select(rings => new KloopRunner(rings))];
        Task[] running = [.. runners.Select(runner => Start(runner, loop))];
        var sender = new SequenceSender(pair.Tx, seed, sleeps, 0, count);
        var receiver = new SequenceReceiver(pair.Rx, seed + 1, sleeps, 1, received => received == count);
        await Task.WhenAll(sender.Start(), receiver.Start());
        Array.ForEach(runners, runner => runner.Stop());
        await Task.WhenAll(running);
        Assert.True(receiver.Missing == 0, $"seed {seed}");
        Assert.True(!loop.StartsWith("periodic", StringComparison.Ordinal) || pair.Tx.KicksSent + pair.Rx.KicksSent <= 2, "kicks went to a loop that polls");
        pair.Right.Poll();
        pair.Rx.Sync();
        Assert.Empty(BufferAudit.Check(pair.Left.Port.Region, pair.Host.Ports, sender.Spares.Concat(receiver.Spares)));
        Array.ForEach(runners, runner => runner.Dispose());
    }

    [Fact]
    public async Task Stopping_and_starting_in_mid_traffic_loses_nothing()
    {
        int seed = Environment.TickCount;
        const ulong count = 100_000;
        using var pair = new CsbPair("p{1", "p}1", new PortOptions { Slots = 64 });
        using var runner = new KloopRunner(pair.Left.Rings.Concat(pair.Right.Rings));
        var sender = new SequenceSender(pair.Tx, seed, true, 0, count);
        var receiver = new SequenceReceiver(pair.Rx, seed + 1, true, 1, received => received == count);
        Task traffic = Task.WhenAll(sender.Start(), receiver.Start());
        int runs = 0;
        for (; !traffic.IsCompleted || runs < 10; runs++)
        {
            Task running = Start(runner, runs % 3 == 0 ? "periodic 100" : "notify");
            await Task.Yield();
            runner.Stop();
            await running;
        }

        await traffic;
        Assert.True(receiver.Missing == 0, $"seed {seed}");
    }

    [Fact]
    public async Task A_stop_without_a_run_ends_the_next_run_and_only_that()
    {
        using var pair = new CsbPair("p{1", "p}1");
        using var runner = new KloopRunner(pair.Left.Rings);
        runner.Stop();
        runner.Stop();
        runner.Run();
        Task running = Start(runner, "notify");
        SpinWait.SpinUntil(() => runner.IsRunning);
        Assert.Equal(NetmapError.Busy, Assert.Throws<NetmapException>(runner.Run).Error);
        Assert.False(running.IsCompleted);
        runner.Stop();
        await running;
        Assert.False(runner.IsRunning);
    }

    [Fact]
    public void A_pause_of_more_than_a_second_is_refused()
    {
        using var runner = new KloopRunner();
        Assert.Equal(NetmapError.Invalid, Assert.Throws<NetmapException>(() => runner.RunPeriodically(TimeSpan.FromSeconds(1.1))).Error);
        Assert.Equal(NetmapError.Invalid, Assert.Throws<NetmapException>(() => runner.RunPeriodically(TimeSpan.FromSeconds(-1))).Error);
    }

    [Fact]
    public void A_direct_ring_is_served_within_the_kick_and_by_nobody_else()
    {
        using var pair = new CsbPair("p{1", "p}1", direct: KloopModes.DirectTx | KloopModes.DirectRx);
        pair.Tx.PutNumber(1);
        pair.Tx.Sync();
        Assert.False(pair.Left.Poll() | pair.Right.Poll() | pair.Right.Arm());
        pair.Rx.Sync();
        Assert.Equal(1ul, pair.Rx.TakeNumber());
        pair.Rx.Sync();
        Assert.False(pair.Rx.Arm());
        pair.Tx.PutNumber(2);
        pair.Tx.Sync();
        Assert.True(Readable.Now(pair.Rx.WakeDescriptor));
        Assert.Equal(2ul, pair.Tx.KicksSent);
    }

    [Fact]
    public async Task Guests_that_kick_by_sockets_are_served_and_wake_their_hosts_port()
    {
        int seed = Environment.TickCount;
        const ulong count = 20_000;
        using var test = new TestHost(buffers: 16384);
        var ends = new List<Wake>();
        SocketWake[] Pairs(int rings) => [.. Enumerable.Range(0, rings).Select(_ =>
        {
            SocketWake host = SocketWake.CreatePair(KickLimit.Default, out SafeFileHandle guest);
            ends.Add(new SocketWake(guest));
            return host;
        })];
        SocketWake[] left = Pairs(2);
        SocketWake[] right = Pairs(2);
        using (Kloop sending = test.Host.OpenKloop(test.Host.Open("p{1", new PortOptions { Slots = 64 }), new KloopOptions { Wakes = left }))
        using (Kloop receiving = test.Host.OpenKloop(test.Host.Open("p}1"), new KloopOptions { Wakes = right }))
        {
            using var runner = new KloopRunner(sending.Rings);
            using var other = new KloopRunner(receiving.Rings);
            Task running = Task.WhenAll(Start(runner, "notify"), Start(other, "notify"));
            var sender = new SequenceSender(sending.CreateGuestDriver(0, ends[0]), seed, true, 0, count);
            var receiver = new SequenceReceiver(receiving.CreateGuestDriver(1, ends[3]), seed + 1, true, 1, received => received == count);
            await Task.WhenAll(sender.Start(), receiver.Start());
            runner.Stop();
            other.Stop();
            await running;
            Assert.True(receiver.Missing == 0, $"seed {seed}");
            Assert.True(left[0].Received > 0 && right[1].Received > 0);
        }

        Array.ForEach([.. left, .. right, .. ends], wake => wake.Dispose());
    }

    private static Task Start(KloopRunner runner, string loop) => Task.Factory.StartNew(
        () =>
        {
            if (loop.StartsWith("periodic", StringComparison.Ordinal))
            {
                runner.RunPeriodically(TimeSpan.FromMicroseconds(int.Parse(loop.AsSpan(9), System.Globalization.CultureInfo.InvariantCulture)));
            }
            else
            {
                runner.Run();
            }
        },
        TaskCreationOptions.LongRunning);
}
