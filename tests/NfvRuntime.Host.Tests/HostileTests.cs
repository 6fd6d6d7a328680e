using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>Another thread scribbles over everything that a hostile user of a port can reach: header indices, slots and CSB.</summary>
public sealed class HostileTests
{
    private const int Packets = 300_000;

    [Fact]
    public async Task Scribbling_over_a_pipe_hurts_only_that_pipe()
    {
        int seed = Environment.TickCount;
        using var hostile = Region.Create(RegionLayout.For(4, 16, 64, 2048), RegionBacking.Anonymous, memId: 2);
        using var test = new TestHost();
        var victim = new PortOptions { Region = hostile, Slots = 64, ValidateSlots = true };
        RingDriver badTx = test.Tx("bad{1", options: victim);
        RingDriver badRx = test.Rx("bad}1");
        using var scribbler = new Scribbler(seed, () => [badTx.Ring, badRx.Ring]);
        Task<long> driving = Drive(badTx, badRx, scribbler.Stopped);
        await SendThrough(test, seed);
        Assert.True(scribbler.Stop() > 0);
        Assert.True(await driving > 0, $"seed {seed}: no fault was found");
    }

    [Fact]
    public async Task Scribbling_over_a_vale_port_hurts_only_that_port()
    {
        int seed = Environment.TickCount;
        using var hostile = Region.Create(RegionLayout.For(4, 16, 64, 2048), RegionBacking.Anonymous, memId: 2);
        using var test = new TestHost();
        var victim = new PortOptions { Region = hostile, Slots = 64 };
        RingDriver badTx = test.Tx("vale0:bad", options: victim);
        RingDriver badRx = test.Rx("vale0:bad");
        RingDriver good = test.Rx("vale0:good");
        using var scribbler = new Scribbler(seed, () => [badTx.Ring, badRx.Ring]);
        Task<long> driving = Drive(badTx, badRx, scribbler.Stopped);
        Task listening = Task.Factory.StartNew(() => Listen(test.Tx("vale0:good"), good, scribbler.Stopped), TaskCreationOptions.LongRunning);
        await SendThrough(test, seed);
        Assert.True(scribbler.Stop() > 0);
        Assert.True(await driving > 0, $"seed {seed}: no fault was found");
        await listening;
        var vale = (ValePort)test.Host.Open("vale0:bad");
        Assert.True(vale.DropCount(ValeDropReason.BadSlot) > 0, $"seed {seed}");
        Assert.Empty(BufferAudit.Check(test.Region, test.Host.Ports.Where(port => port.Region == test.Region), _spares));
    }

    [Fact]
    public unsafe void A_kloop_survives_any_words_in_its_csb()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        using var test = new TestHost();
        using var area = new CsbArea(2);
        Kloop kloop = test.Host.OpenKloop(test.Host.Open("p{1", new PortOptions { Slots = 16 }), new KloopOptions { Area = area });
        RingDriver rx = test.Rx("p}1");
        CsbAtok* atok = area.Atok(0);
        for (int i = 0; i < 300_000; i++)
        {
            uint resets = kloop.Rings[0].Resets;
            ((uint*)atok)[random.Next(4) switch { 0 => 0, 1 => 1, 2 => 14, _ => 15 }] = random.Next(4) switch
            {
                0 => (uint)random.NextInt64(),
                1 => resets + (uint)random.Next(2),
                _ => (uint)random.Next(20),
            };
            kloop.Poll();
            rx.SyncNow();
            rx.Head = rx.Cur = rx.Tail;
        }

        Assert.True(kloop.Rings[0].Resets > 100, $"seed {seed}");
        Assert.Equal(0u, kloop.Rings[1].Resets);
        Assert.Empty(BufferAudit.Check(test.Region, test.Host.Ports, []));
    }

    private uint[] _spares = [];

    private async Task SendThrough(TestHost test, int seed)
    {
        var sender = new SequenceSender(test.Tx("p{1"), seed, false, 0, Packets);
        var receiver = new SequenceReceiver(test.Rx("p}1"), seed + 1, false, 1, received => received == Packets);
        await Task.WhenAll(sender.Start(), receiver.Start());
        Assert.Equal(0ul, receiver.Missing);
        _spares = [.. sender.Spares, .. receiver.Spares];
    }

    // Sends and receives with what is in the slots; what a stage would refuse is refused here.
    private static Task<long> Drive(RingDriver tx, RingDriver rx, Func<bool> isStopped) => Task.Factory.StartNew(
        () =>
        {
            long faults = 0;
            while (!isStopped())
            {
                try
                {
                    for (uint i = tx.Available / 2; i > 0; i--)
                    {
                        tx.Head = tx.Cur = RingIndex.Next(tx.Head, tx.NumSlots);
                    }

                    tx.Sync();
                    rx.Sync();
                    rx.Head = rx.Cur = rx.Tail;
                }
                catch (RingFaultException)
                {
                    faults++;
                }

                Thread.Yield();
            }

            return faults;
        },
        TaskCreationOptions.LongRunning);

    private static unsafe void Listen(RingDriver tx, RingDriver rx, Func<bool> isStopped)
    {
        while (!isStopped())
        {
            tx.SyncNow();
            tx.Put(RingMoves.Frame(TestSwitch.Everybody, TestSwitch.Mac(1)));
            tx.Sync();
            rx.SyncNow();
            for (; rx.Available > 0; rx.Head = rx.Cur = RingIndex.Next(rx.Head, rx.NumSlots))
            {
                NetmapSlot slot = rx.Ring[rx.Head];
                Assert.True(rx.Region.IsUsableBuffer(slot.BufIdx) && slot.Ptr + slot.Len <= rx.Region.BufferSize);
            }

            Thread.Yield();
        }
    }
}
