using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host.Tests;

public sealed class PtnetTests : IDisposable
{
    private readonly Region _region = Region.Create(RegionLayout.For(8, 24, 1024, 20_000), RegionBacking.SealedMemory, memId: 4);
    private readonly NetmapHost _host;

    public PtnetTests() => _host = new NetmapHost(_region);

    public void Dispose()
    {
        _host.Dispose();
        _region.Dispose();
    }

    [Theory]
    [InlineData("p{1", "p}1", false)]
    [InlineData("p{1", "p}1", true)]
    [InlineData("vale0:a", "vale0:b", true)]
    public async Task Two_guests_exchange_packets_through_kloops_and_everything_comes_back(string left, string right, bool untrusted)
    {
        int seed = Environment.TickCount;
        const ulong count = 20_000;
        uint free = _region.FreeBufferCount;
        var options = new PtnetOptions { ExtraBuffers = 64, Untrusted = untrusted ? KickLimit.Default : null, Serve = KloopThread.Serve };
        using (HostPort a = _host.Open(left))
        using (HostPort b = _host.Open(right))
        using (var first = new KloopPtnetDevice(_host, a, options))
        using (var second = new KloopPtnetDevice(_host, b, options))
        using (var sends = new PtnetGuest(first))
        using (var receives = new PtnetGuest(second))
        {
            sends.Port.Create();
            receives.Port.Create();
            ulong Dropped() => a is ValePort vale ? vale.DropCount(ValeDropReason.DestinationFull) : 0;
            var sender = new SequenceSender(sends.Port.Open(0), seed, true, 0, count);
            var receiver = new SequenceReceiver(receives.Port.Open(1), seed + 1, a is PipeEnd, 1, received => received + Dropped() == count);
            await Task.WhenAll(sender.Start(), receiver.Start());
            Assert.True(a is ValePort || receiver.Missing == 0, $"seed {seed}");
            sends.Region.FreeBuffers([.. sender.Spares]);
            receives.Region.FreeBuffers([.. receiver.Spares]);
            sends.Port.Release(0);
            receives.Port.Release(1);
            sends.Port.Delete();
            receives.Port.Delete();
            Assert.False(first.IsCreated || second.IsCreated);
        }

        Assert.Equal(free, _region.FreeBufferCount);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public async Task Two_guests_exchange_packets_back_to_back_over_several_rings(int there, int back)
    {
        int seed = Environment.TickCount;
        const ulong count = 50_000;
        uint free = _region.FreeBufferCount;
        using (var pipe = new BackToBackPipe(_region, "b", there, back, slots: 128))
        {
            var options = new PtnetOptions { ExtraBuffers = 64 * (uint)(there + back) };
            using var first = new BackToBackPtnetDevice(pipe, isFirst: true, options);
            using var second = new BackToBackPtnetDevice(pipe, isFirst: false, options);
            using var left = new PtnetGuest(first);
            using var right = new PtnetGuest(second);
            left.Port.Create(headerLength: 12);
            right.Port.Create();
            Assert.Equal((12u, 0u), (left.Port.HeaderLength, right.Port.HeaderLength));
            (PtnetGuest From, int Tx, PtnetGuest To, int Rx)[] ways =
            [
                .. Enumerable.Range(0, there).Select(i => (left, i, right, back + i)),
                .. Enumerable.Range(0, back).Select(i => (right, i, left, there + i)),
            ];
            SequenceSender[] senders = [.. ways.Select((way, i) => new SequenceSender(way.From.Port.Open(way.Tx), seed + i, i % 2 == 0, 0, count))];
            SequenceReceiver[] receivers = [.. ways.Select((way, i) =>
                new SequenceReceiver(way.To.Port.Open(way.Rx), seed - 1 - i, i % 2 == 0, 1, received => received == count))];
            await Task.WhenAll(senders.Select(sender => sender.Start()).Concat(receivers.Select(receiver => receiver.Start())));
            Assert.All(receivers, receiver => Assert.Equal(0ul, receiver.Missing));
            foreach (Swapper side in senders.Concat<Swapper>(receivers))
            {
                side.Ring.Region.FreeBuffers([.. side.Spares]);
            }

            for (int ring = 0; ring < there + back; ring++)
            {
                left.Port.Release(ring);
                right.Port.Release(ring);
            }

            left.Port.Delete();
            right.Port.Delete();
            Assert.Empty(BufferAudit.Check(_region, [], Held(pipe, first, second)));
        }

        Assert.Equal(free, _region.FreeBufferCount);
    }

    [Fact]
    public void What_was_handed_over_before_a_delete_arrives_and_what_arrived_is_found_after_it()
    {
        using HostPort a = _host.Open("p{1", new PortOptions { Slots = 16 });
        RingDriver rx = _host.CallDriver(_host.Open("p}1").Rx[0]);
        RingDriver tx = _host.CallDriver(_host.Open("p}1").Tx[0]);
        using var device = new KloopPtnetDevice(_host, a);
        using var guest = new PtnetGuest(device);
        for (ulong round = 0; round < 40; round++)
        {
            guest.Port.Create();
            RingDriver guestTx = guest.Port.Open(0);
            RingDriver guestRx = guest.Port.Open(1);
            device.Kloop!.Poll();
            guestRx.Sync();
            if (round > 0)
            {
                Assert.Equal(round - 1, guestRx.TakeNumber());
                guestRx.Sync();
            }

            guestTx.PutNumber(round);
            guestTx.Sync();
            guest.Port.Release(0);
            guest.Port.Release(1);
            guest.Port.Delete();
            rx.SyncNow();
            Assert.Equal(round, rx.TakeNumber());
            tx.SyncNow();
            tx.PutNumber(round);
            tx.Sync();
        }
    }

    [Fact]
    public void A_device_answers_what_it_refuses_with_an_error_and_the_way_out()
    {
        using HostPort a = _host.OpenNull("a");
        using var device = new KloopPtnetDevice(_host, a);
        AssertRefused(device, NetmapError.NotSupported, "acknowledge", new PtnetRequest(PtnetOperation.Create, 1));
        Assert.Equal((ulong)PtnetFeatures.ResetEpochs, device.Execute(new PtnetRequest(PtnetOperation.Features, ulong.MaxValue)).Value);
        AssertRefused(device, NetmapError.Invalid, "attach anew", new PtnetRequest(PtnetOperation.Create, 9));
        AssertRefused(device, NetmapError.Invalid, "11 bytes", new PtnetRequest(PtnetOperation.HeaderLength, 11));
        Assert.Equal(0ul, device.Execute(new PtnetRequest(PtnetOperation.HeaderLength, 12)).Value);
        AssertRefused(device, NetmapError.NoSuchDevice, "create them first", new PtnetRequest(PtnetOperation.RingReset, 0, 1));
        AssertRefused(device, NetmapError.Invalid, "no ring 2", new PtnetRequest(PtnetOperation.RingReset, 0, 2));
        AssertRefused(device, NetmapError.Invalid, "no ring", new PtnetRequest(PtnetOperation.RingReset));
        AssertRefused(device, NetmapError.NotSupported, "operation 77", new PtnetRequest((PtnetOperation)77));
        Assert.Equal(1ul, device.Execute(new PtnetRequest(PtnetOperation.Create, 1)).Value);
        Assert.Equal(1ul, device.Execute(new PtnetRequest(PtnetOperation.Create, 1)).Value);
        AssertRefused(device, NetmapError.Busy, "delete first", new PtnetRequest(PtnetOperation.Features));
        AssertRefused(device, NetmapError.Busy, "delete first", new PtnetRequest(PtnetOperation.HeaderLength));
        Assert.Equal(1ul, device.Execute(new PtnetRequest(PtnetOperation.Version)).Value);
        AssertRefused(device, NetmapError.Invalid, "extra buffers", new PtnetRequest(PtnetOperation.Delete, 5));
        Assert.False(device.IsCreated);
        Assert.Equal(0, device.Execute(new PtnetRequest(PtnetOperation.Delete)).Errno);
        device.Dispose();
        Assert.Throws<ObjectDisposedException>(() => device.Execute(new PtnetRequest(PtnetOperation.Version)));
    }

    [Fact]
    public void A_ring_has_one_owner_at_a_time_on_either_side()
    {
        using HostPort a = _host.Open("p{1");
        using var device = new KloopPtnetDevice(_host, a);
        using var guest = new PtnetGuest(device);
        Assert.Equal(NetmapError.NoSuchDevice, Assert.Throws<NetmapException>(() => guest.Port.Open(0)).Error);
        guest.Port.Create();
        RingDriver first = guest.Port.Open(0);
        Assert.Equal(NetmapError.Busy, Assert.Throws<NetmapException>(() => guest.Port.Open(0)).Error);
        Assert.Equal(NetmapError.Busy, Assert.Throws<NetmapException>(guest.Port.Delete).Error);
        Assert.Equal(NetmapError.Busy, Assert.Throws<NetmapException>(() => _host.CallDriver(a.Tx[0])).Error);
        guest.Port.Release(0);
        Assert.NotSame(first, guest.Port.Open(0));
        guest.Port.Release(0);
        guest.Port.Delete();
        _host.CallDriver(a.Tx[0]).Sync();
    }

    [Fact]
    public void Buffers_that_are_not_home_keep_a_port_from_being_deleted()
    {
        using HostPort a = _host.Open("p{1");
        using var device = new KloopPtnetDevice(_host, a, new PtnetOptions { ExtraBuffers = 3 });
        using var guest = new PtnetGuest(device);
        guest.Port.Create();
        uint[] burst = new uint[3];
        guest.Region.AllocateBuffers(burst);
        Assert.Equal(NetmapError.NoMemory, Assert.Throws<NetmapException>(guest.Port.Delete).Error);
        guest.Region.FreeBuffers(burst);
        guest.Port.Delete();
        guest.Port.Create();
        Assert.Equal(3u, guest.Region.FreeBufferCount);
        guest.Port.Delete();
    }

    [Fact]
    public void When_ring_counts_change_an_old_record_is_refused_and_a_new_one_works()
    {
        using HostPort a = _host.Open("p{1");
        using HostPort b = _host.Open("q{1", new PortOptions { TxRings = 2, RxRings = 3 });
        using var device = new KloopPtnetDevice(_host, a);
        using (var old = new PtnetGuest(device))
        {
            old.Port.Create();
            Assert.Equal(NetmapError.Busy, Assert.Throws<NetmapException>(() => device.Rebind(b)).Error);
            old.Port.Delete();
            device.Rebind(b);
            Assert.Equal(NetmapError.Invalid, Assert.Throws<NetmapException>(() => old.Port.Create()).Error);
        }

        using var guest = new PtnetGuest(device);
        Assert.Equal((2u, 2, 3), (guest.Port.Configuration.Version, guest.Port.Configuration.TxRings, guest.Port.Configuration.RxRings));
        guest.Port.Create();
        RingDriver tx = guest.Port.Open(1);
        tx.PutNumber(8);
        tx.Sync();
        device.Kloop!.Poll();
        RingDriver rx = _host.CallDriver(_host.Open("q}1").Rx[1]);
        rx.Sync();
        Assert.Equal(8ul, rx.TakeNumber());
    }

    [Fact]
    public void A_guest_may_have_the_host_reset_one_ring()
    {
        using HostPort a = _host.Open("p{1");
        using var device = new KloopPtnetDevice(_host, a);
        using var guest = new PtnetGuest(device);
        guest.Port.Create();
        RingDriver tx = guest.Port.Open(0);
        guest.Port.ResetRing(0);
        device.Kloop!.Poll();
        Assert.Throws<RingFaultException>(tx.Sync);
        Assert.Equal((1u, 0u), (device.Kloop.Rings[0].Resets, device.Kloop.Rings[1].Resets));
    }

    [Fact]
    public void A_guest_that_died_leaves_a_port_that_the_next_one_uses()
    {
        using var pipe = new BackToBackPipe(_region, "b", slots: 16);
        var options = new PtnetOptions { ExtraBuffers = 8 };
        using var first = new BackToBackPtnetDevice(pipe, isFirst: true, options);
        using var second = new BackToBackPtnetDevice(pipe, isFirst: false, options);
        using var survivor = new PtnetGuest(second);
        survivor.Port.Create();
        RingDriver rx = survivor.Port.Open(1);
        using (var victim = new PtnetGuest(first))
        {
            victim.Port.Create();
            RingDriver tx = victim.Port.Open(0);
            tx.PutNumber(1);
            tx.Sync();
        }

        first.Abandon();
        Assert.Equal(0u, first.Configuration.ExtraCount);
        rx.Sync();
        pipe.Poll();
        Assert.Throws<RingFaultException>(rx.Sync);
        first.Lend();
        using var next = new PtnetGuest(first);
        next.Port.Create();
        Assert.Equal(8u, next.Region.FreeBufferCount);
        RingDriver sends = next.Port.Open(0);
        sends.PutNumber(2);
        sends.Sync();
        rx.Sync();
        Assert.Equal(2ul, rx.TakeNumber());
    }

    [Fact]
    public void A_guest_refuses_a_record_that_does_not_fit_its_region_or_descriptors()
    {
        using HostPort a = _host.Open("p{1");
        using var device = new KloopPtnetDevice(_host, a);
        PtnetConfiguration sound = device.Configuration;
        PtnetRing ring = sound.Rings[0];
        PtnetConfiguration[] wrong =
        [
            sound with { MemId = 9 },
            sound with { RegionGeneration = 9 },
            sound with { RegionBytes = sound.RegionBytes + 4096 },
            sound with { Rings = [ring with { Slots = 512 }, sound.Rings[1]] },
            sound with { Rings = [ring with { CsbEntry = _region.CsbEntries }, sound.Rings[1]] },
        ];
        using Region region = Region.Attach(Descriptors.Duplicate(_region.Handle!));
        foreach (PtnetConfiguration record in wrong)
        {
            Assert.Throws<PtnetException>(() => new PtnetPort(record, region, PtnetGuest.Given(device), device.Execute));
        }

        Assert.Throws<RegionException>(() => new PtnetPort(
            sound with { Rings = [ring with { Offset = ring.Offset + 64 }, sound.Rings[1]] }, region, PtnetGuest.Given(device), device.Execute));
        Assert.Throws<PtnetException>(() => new PtnetPort(sound, region, PtnetGuest.Given(device).Skip(1), device.Execute));
        Assert.Throws<PtnetException>(() => new PtnetPort(sound, region, PtnetGuest.Given(device).Append(PtnetGuest.Given(device)[0]), device.Execute));
    }

    [Fact]
    public void A_port_in_anonymous_memory_cannot_be_offered()
    {
        using Region anonymous = Region.Create(RegionLayout.For(2, 4, 64, 400), RegionBacking.Anonymous, memId: 8);
        using HostPort a = _host.Open("p{1", new PortOptions { Region = anonymous, Slots = 64 });
        Assert.Contains("sealed memory", Assert.Throws<NetmapException>(() => new KloopPtnetDevice(_host, a)).Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(PtnetDevice device, NetmapError error, string reason, PtnetRequest request)
    {
        PtnetReply reply = device.Execute(request);
        Assert.Equal(error, reply.Error);
        Assert.Contains(reason, reply.Reason, StringComparison.Ordinal);
        Assert.Equal(NetmapErrors.ToErrno(error), reply.Errno);
    }

    private static unsafe List<uint> Held(BackToBackPipe pipe, params PtnetDevice[] devices)
    {
        var held = new List<uint>();
        pipe.VisitBuffers(held.Add);
        foreach (PtnetDevice device in devices)
        {
            held.AddRange(ExtraBuffers.Walk(pipe.Region, device.Configuration.ExtraHead, device.Configuration.ExtraCount));
        }

        return held;
    }
}
