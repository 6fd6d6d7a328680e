using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports.Tests;

public sealed class PcapSinkTests
{
    [Fact]
    public void What_a_source_plays_a_sink_writes_byte_for_byte_and_in_order()
    {
        using var bench = new Bench();
        var packets = Enumerable.Range(0, 5000).Select(i => Bench.Bytes(i % 50 == 0 ? 9000 : 14 + (i % 1500), i)).ToArray();
        bench.Capture("in.pcap", [.. packets.Select(p => (0L, p))]);
        var rx = bench.Rx(bench.Source("pcap:in.pcap"));
        var sink = bench.Sink("pcap:deep/down/out.pcap");
        var tx = bench.Tx(sink);
        while (!rx.InputEnded)
        {
            Bench.Forward(rx, tx);
        }

        Assert.False(tx.TxPending);
        Assert.Equal((5000, 0UL), (sink.Written, sink.Dropped));
        sink.Dispose();
        Assert.Equal(packets, bench.ReadCapture("deep/down/out.pcap"));
    }

    [Fact]
    public void Every_buffer_is_where_it_belongs_after_swapping()
    {
        using var bench = new Bench();
        bench.Capture("in.pcap", (1, Bench.Bytes(60)), (2, Bench.Bytes(5000)));
        var source = bench.Source("pcap:in.pcap", "loops=1000");
        var sink = bench.Sink("pcap:out.pcap");
        var rx = bench.Rx(source);
        while (!rx.InputEnded)
        {
            Bench.Forward(rx, bench.Tx(sink));
        }

        var seen = new HashSet<uint>();
        source.VisitBuffers(index => Assert.True(seen.Add(index)));
        sink.VisitBuffers(index => Assert.True(seen.Add(index)));
        Assert.Equal(2048, seen.Count);
    }

    [Fact]
    public void A_packet_waits_for_its_last_slot()
    {
        using var bench = new Bench();
        var sink = bench.Sink("pcap:out.pcap");
        var tx = bench.Tx(sink);
        Bench.Put(tx, Bench.Bytes(60));
        Bench.Put(tx, Bench.Bytes(100), Bench.Bytes(50), Bench.Bytes(7));
        var end = tx.Head;
        tx.Head = tx.Cur = 2;
        tx.Sync();
        Assert.True(tx.TxPending);
        Assert.Equal(1, sink.Written);
        tx.Head = tx.Cur = end;
        tx.Sync();
        Assert.False(tx.TxPending);
        sink.Dispose();
        Assert.Equal([60, 157], bench.ReadCapture("out.pcap").Select(p => p.Length));
    }

    [Theory]
    [InlineData("", CaptureKind.PcapNanoseconds)]
    [InlineData("resolution=nano", CaptureKind.PcapNanoseconds)]
    [InlineData("resolution=micro", CaptureKind.PcapMicroseconds)]
    public void Time_stamps_are_those_of_the_sync(string options, CaptureKind kind)
    {
        using var bench = new Bench();
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var sink = bench.Sink("pcap:out.pcap", options);
        var tx = bench.Tx(sink);
        Bench.Put(tx, Bench.Bytes(60));
        Bench.Put(tx, Bench.Bytes(60));
        tx.Sync();
        var after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        sink.Dispose();
        using var reader = CaptureReader.Open(Path.Combine(bench.Folder, "out.pcap"));
        Assert.Equal(kind, reader.Kind);
        Assert.True(reader.TryRead(out var first));
        var timestamp = first.Timestamp;
        Assert.InRange(timestamp / 1_000_000, before, after);
        Assert.True(reader.TryRead(out var second));
        Assert.Equal(timestamp, second.Timestamp);
    }

    [Fact]
    public void A_full_disk_is_named_and_every_packet_is_counted_as_dropped()
    {
        using var bench = new Bench();
        var sink = bench.Sink("pcap:/dev/full");
        var tx = bench.Tx(sink);
        const int Packets = 20_000;
        for (var sent = 0; sent < Packets; sent += 1000)
        {
            for (var i = 0; i < 1000; i++)
            {
                Bench.Put(tx, Bench.Bytes(100));
            }

            tx.Sync();
            Assert.Equal(1023u, tx.Available);
        }

        Assert.Equal("/dev/full: No space left on device : '/dev/full'; the file ends after 0 packets, later ones were dropped", sink.Problem);
        Assert.Equal((0, (ulong)Packets), (sink.Written, sink.Dropped));
        var counted = bench.Host.Counters.Read().Single(r => r.Metric.Name == Catalogue.PortDropped.Name);
        Assert.Equal((ulong)Packets, counted.Value);
        sink.Dispose();
    }

    [Fact]
    public void An_impossible_slot_is_a_ring_fault_and_the_file_stays_whole()
    {
        using var bench = new Bench();
        var sink = bench.Sink("pcap:out.pcap");
        var tx = bench.Tx(sink);
        Action<uint>[] faults =
        [
            at => tx.Ring[at].BufIdx = 0,
            at => tx.Ring[at].BufIdx = uint.MaxValue,
            at => tx.Ring[at].Len = ushort.MaxValue,
            at => tx.Ring[at].Ptr = 2100,
            at => tx.Ring[at].Flags = SlotFlags.Indirect,
        ];
        foreach (var fault in faults)
        {
            Bench.Put(tx, Bench.Bytes(60));
            Bench.Put(tx, Bench.Bytes(61));
            fault(RingIndex.Previous(tx.Head, tx.NumSlots));
            Assert.Throws<RingFaultException>(tx.Sync);
            var at = tx.Head;
            (tx.Ring[at].Ptr, tx.Ring[at].Flags) = (Region.DefaultHeadroom, 0);
        }

        Bench.Put(tx, [.. Enumerable.Repeat(Bench.Bytes(60), 65)]);
        Assert.Throws<RingFaultException>(tx.Sync);
        sink.Dispose();
        Assert.Equal(Enumerable.Repeat(60, 5), bench.ReadCapture("out.pcap").Select(p => p.Length));
    }

    [Fact]
    public void A_file_is_not_read_and_written_at_once()
    {
        using var bench = new Bench();
        bench.Capture("a.pcap", (1, Bench.Bytes(60)));
        bench.Source("pcap:a.pcap");
        bench.Sink("pcap:b.pcap");
        var path = $"{bench.Folder}/";
        Assert.Equal($"{path}a.pcap is being read by port 'port0': use another file",
            Assert.Throws<PortException>(() => bench.Sink("pcap:./a.pcap")).Message);
        Assert.Equal($"{path}b.pcap is being written by port 'port1': use another file",
            Assert.Throws<PortException>(() => bench.Source("pcap:x/../b.pcap")).Message);
        Assert.Equal($"{path}b.pcap is being written by port 'port1': use another file",
            Assert.Throws<PortException>(() => bench.Sink("pcap:b.pcap")).Message);
        Assert.Equal(60, bench.ReadCapture("a.pcap").Single().Length);
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        using var bench = new Bench();
        var tx = bench.Tx(bench.Sink("pcap:/dev/null"));
        Send(tx, 100);
        Assert.Equal(0, Allocation.Least(() => Send(tx, 1000)));

        static void Send(RingDriver tx, int syncs)
        {
            for (var i = 0; i < syncs; i++)
            {
                tx.Head = tx.Cur = tx.Tail;
                tx.Sync();
            }
        }
    }
}
