using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports.Tests;

public sealed unsafe class FloodTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_receive_ring_is_always_full_of_sound_frames_whatever_buffers_come_back()
    {
        RingDriver rx = _bench.Rx(Open(PortDirection.Read, "frame=100;slots=64"));
        var fresh = new uint[1];
        for (int round = 0; round < 5; round++)
        {
            rx.Sync();
            Assert.Equal(63u, rx.Available);
            while (rx.Available > 0)
            {
                ref NetmapSlot slot = ref rx.Ring.Slots[rx.Head];
                var frame = new ReadOnlySpan<byte>(_bench.Region.BufferAddress(slot.BufIdx) + slot.Ptr, slot.Len);
                Assert.Equal(100, frame.Length);
                Assert.Equal(PacketError.None, HeaderParser.Parse(frame).Error);
                _bench.Region.AllocateBuffers(fresh);
                _bench.Region.FreeBuffers([slot.BufIdx]);
                slot.BufIdx = fresh[0];
                rx.Head = rx.Cur = RingIndex.Next(rx.Head, rx.NumSlots);
            }
        }
    }

    [Fact]
    public void It_ends_after_its_count_and_the_other_ring_takes_everything_at_once()
    {
        HostPort port = Open(PortDirection.Read | PortDirection.Write, "count=100;slots=64");
        RingDriver rx = _bench.Rx(port);
        RingDriver tx = _bench.Tx(port);
        long received = 0;
        while (!rx.InputEnded)
        {
            rx.Sync();
            received += rx.Available;
            rx.Head = rx.Cur = rx.Tail;
            rx.Sync();
            tx.Head = tx.Cur = tx.Tail;
            tx.Sync();
            Assert.Equal((63u, false), (tx.Available, tx.TxPending));
        }

        Assert.Equal(100, received);
    }

    [Fact]
    public void Each_tenth_packet_is_a_probe_whose_latency_stands_in_the_file()
    {
        HostPort port = Open(PortDirection.Read | PortDirection.Write, "probes=10;slots=64;count=1000;latencies=l.bin");
        RingDriver rx = _bench.Rx(port);
        RingDriver tx = _bench.Tx(port);
        while (!rx.InputEnded)
        {
            Bench.Forward(rx, tx);
        }

        port.Dispose();
        long[] latencies = LatencyFile.Read(Path.Combine(_bench.Folder, "l.bin"));
        Assert.Equal(100, latencies.Length);
        Assert.All(latencies, nanoseconds => Assert.InRange(nanoseconds, 0, 60_000_000_000));
    }

    [Theory]
    [InlineData("flood:x", "nothing follows")]
    [InlineData("flood:", "only for a port that packets are sent to")]
    public void What_makes_no_sense_is_refused(string open, string reason)
    {
        PortException refused = Assert.Throws<PortException>(() => PortCatalogue.Open(
            open, PortDirection.Read, Bench.Options("latencies=x"), _bench.Context));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_opened_by_the_guest_that_it_is_handed_over_to()
    {
        Assert.Equal(["flood"], PortCatalogue.Schemes.Where(scheme => scheme.OpensInGuest).Select(scheme => scheme.Name));
    }

    private HostPort Open(PortDirection use, string options) => PortCatalogue.Open("flood:", use, Bench.Options(options), _bench.Context);
}
