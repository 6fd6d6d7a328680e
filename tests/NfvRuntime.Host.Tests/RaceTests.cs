using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

public sealed class RaceTests
{
    [Theory]
    [InlineData(1024u, false, false, 3_000_000)]
    [InlineData(16u, false, false, 400_000)]
    [InlineData(1000u, false, true, 500_000)]
    [InlineData(256u, true, false, 200_000)]
    [InlineData(7u, true, false, 60_000)]
    public async Task A_pipe_loses_nothing_keeps_order_and_buffers_and_never_sleeps_through_a_kick(uint slots, bool sleeps, bool validate, int count)
    {
        int seed = Environment.TickCount;
        using var test = new TestHost();
        var options = new PortOptions { Slots = slots, ValidateSlots = validate };
        var sender = new SequenceSender(test.Tx("p{1", options: options), seed, sleeps, 0, (ulong)count);
        var receiver = new SequenceReceiver(test.Rx("p}1"), seed + 1, sleeps, 1, received => received == (ulong)count);
        await Task.WhenAll(sender.Start(), receiver.Start());
        Assert.True(receiver.Missing == 0, $"seed {seed}");
        Assert.Empty(BufferAudit.Check(test.Region, test.Host.Ports, sender.Spares.Concat(receiver.Spares)));
    }

    [Theory]
    [InlineData(3, 1024u, 300_000)]
    [InlineData(2, 32u, 300_000)]
    public async Task Several_senders_share_a_vale_port_in_order_and_what_is_missing_is_what_was_counted(int senders, uint slots, int count)
    {
        int seed = Environment.TickCount;
        using var sw = new TestSwitch(senders + 1, new FunctionLookup((_, source, _) => source == 0 ? ValeLookup.Drop : (byte)0),
            new PortOptions { Slots = slots });
        SequenceSender[] sending = [.. Enumerable.Range(0, senders).Select(i =>
            new SequenceSender(sw.Tx[i + 1][0], seed + i, false, i, (ulong)count))];
        ulong Dropped() => sw.Ports.Aggregate(0ul, (sum, port) => sum + port.DropCount(ValeDropReason.DestinationFull));
        var receiver = new SequenceReceiver(sw.Rx[0][0], seed + 9, sleeps: false, senders,
            received => received + Dropped() == (ulong)(senders * count));
        await Task.WhenAll(sending.Select(sender => sender.Start()).Append(receiver.Start()));
        Assert.True(Dropped() >= receiver.Missing, $"seed {seed}");
        Assert.Equal((ulong)(senders * count), receiver.Received + Dropped());
        Assert.Empty(BufferAudit.Check(sw.Region, sw.Host.Ports, sending.SelectMany(sender => sender.Spares).Concat(receiver.Spares)));
    }

    [Theory]
    [InlineData("p{1", "p}1")]
    [InlineData("vale0:a", "vale0:b")]
    public async Task Two_that_sleep_between_packets_always_wake_each_other(string left, string right)
    {
        using var test = new TestHost();
        (RingDriver tx, RingDriver rx)[] sides = [(test.Tx(left), test.Rx(left)), (test.Tx(right), test.Rx(right))];
        const ulong rounds = 20_000;
        sides[0].tx.PutNumber(0);
        sides[0].tx.Sync();
        await Task.WhenAll(sides.Select(side => Task.Factory.StartNew(() => Return(side.tx, side.rx), TaskCreationOptions.LongRunning)));
        Assert.True(sides[0].rx.Available + sides[1].rx.Available <= 1);

        static void Return(RingDriver tx, RingDriver rx)
        {
            ulong number;
            do
            {
                rx.Sync();
                while (rx.Available == 0)
                {
                    if (!rx.Arm())
                    {
                        Assert.True(Readable.Within(rx.WakeDescriptor, 20_000), $"{rx.PortName}: lost wake-up");
                        rx.Disarm();
                        rx.Drain();
                    }

                    rx.Sync();
                }

                number = rx.TakeNumber();
                tx.SyncNow();
                tx.PutNumber(number + 1);
                tx.Sync();
            }
            while (number < rounds);
        }
    }

    [Fact]
    public async Task A_port_may_go_with_its_region_while_others_send_to_it()
    {
        int seed = Environment.TickCount;
        using var sw = new TestSwitch(3);
        SequenceSender[] sending = [.. Enumerable.Range(0, 2).Select(i => new SequenceSender(sw.Tx[i + 1][0], seed + i, false, i, 1_000_000))];
        Task all = Task.WhenAll(sending.Select(sender => sender.Start()));
        int rounds = 0;
        for (; !all.IsCompleted; rounds++)
        {
            using var region = Region.Create(RegionLayout.For(1, 2, 64, 128), RegionBacking.Anonymous, memId: 7);
            HostPort guest = sw.Host.Open("vale0:guest", new PortOptions { Slots = 64, Region = region });
            RingDriver rx = sw.Host.CallDriver(guest.Rx[0]);
            for (int i = 0; i < 20; i++)
            {
                rx.Sync();
                rx.Head = rx.Cur = rx.Tail;
            }

            guest.Dispose();
        }

        await all;
        Assert.True(rounds > 0, $"seed {seed}");
    }

    [Theory]
    [InlineData("p{1", "p}1", 1024u, true, 1, 100_000)]
    [InlineData("p{1", "p}1", 16u, true, 2, 30_000)]
    [InlineData("p{1", "p}1", 128u, false, 2, 100_000)]
    public async Task Packets_cross_kloops_on_other_threads_with_everybody_asleep_when_idle(
        string left, string right, uint slots, bool sleeps, int kloopThreads, int count)
    {
        int seed = Environment.TickCount;
        using var pair = new CsbPair(left, right, new PortOptions { Slots = slots });
        using var servers = new KloopServers(kloopThreads == 1 ? [[pair.Left, pair.Right]] : [[pair.Left], [pair.Right]], sleeps);
        var sender = new SequenceSender(pair.Tx, seed, sleeps, 0, (ulong)count);
        var receiver = new SequenceReceiver(pair.Rx, seed + 1, sleeps, 1, received => received == (ulong)count);
        await Task.WhenAll(sender.Start(), receiver.Start());
        await servers.Stop();
        Assert.True(receiver.Missing == 0, $"seed {seed}");
        pair.Right.Poll();
        Assert.Empty(BufferAudit.Check(pair.Left.Port.Region, pair.Host.Ports, sender.Spares.Concat(receiver.Spares)));
    }
}
