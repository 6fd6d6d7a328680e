using System.Diagnostics;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports.Tests;

public sealed class PcapSourceTests
{
    private const long Hour = 3_600_000_000_000;

    [Fact]
    public void Plays_every_packet_byte_for_byte_and_in_order()
    {
        using var bench = new Bench();
        var packets = Enumerable.Range(0, 5000).Select(i => Bench.Bytes(14 + (i % 1500), i)).ToArray();
        bench.Capture("in.pcap", [.. packets.Select(p => (0L, p))]);
        var port = bench.Source("pcap:in.pcap");
        Assert.Equal(packets, Bench.Drain(bench.Rx(port)));
        Assert.Null(port.Problem);
        Assert.Empty(port.Remarks);
        Assert.Equal(5000UL, ((PcapSourcePort)port).Delivered);
    }

    [Fact]
    public void Loops_as_often_as_asked_and_then_ends()
    {
        using var bench = new Bench();
        bench.Capture("in.pcap", (1, Bench.Bytes(60)), (2, Bench.Bytes(61)));
        var rx = bench.Rx(bench.Source("pcap:in.pcap", "loops=3"));
        Assert.Equal([60, 61, 60, 61, 60, 61], Bench.Drain(rx).Select(p => p.Length));
        Assert.True(rx.InputEnded);

        rx = bench.Rx(bench.Source("pcap:in.pcap", "loops=0"));
        Assert.Equal(10_001, Bench.Drain(rx, 10_001).Count);
        Assert.False(rx.InputEnded);
    }

    [Fact]
    public void Input_has_not_ended_while_packets_are_in_the_ring()
    {
        using var bench = new Bench();
        bench.Capture("in.pcap", (1, Bench.Bytes(60)));
        var rx = bench.Rx(bench.Source("pcap:in.pcap"));
        Assert.False(rx.InputEnded);
        rx.Sync();
        Assert.Equal(1u, rx.Available);
        Assert.False(rx.InputEnded);
        Bench.Take(rx);
        Assert.True(rx.InputEnded);
    }

    [Fact]
    public void An_empty_capture_ends_at_once()
    {
        using var bench = new Bench();
        bench.Capture("in.pcap");
        Assert.Empty(Bench.Drain(bench.Rx(bench.Source("pcap:in.pcap", "loops=0"))));
    }

    [Fact]
    public void A_frame_longer_than_a_buffer_is_a_chain_of_slots()
    {
        using var bench = new Bench();
        var usable = (int)bench.Region.BufferSize - Region.DefaultHeadroom;
        int[] lengths = [usable, usable + 1, 9000, usable * 2, 60, 64 * usable];
        bench.Capture("in.pcap", [.. lengths.Select((n, i) => ((long)i, Bench.Bytes(n)))]);
        var rx = bench.Rx(bench.Source("pcap:in.pcap", "loops=300"));
        var count = 0;
        foreach (var packet in Bench.Drain(rx))
        {
            Assert.Equal(Bench.Bytes(lengths[count++ % lengths.Length]), packet);
        }

        Assert.Equal(1800, count);
    }

    [Fact]
    public void What_cannot_be_sent_as_it_was_is_said()
    {
        using var bench = new Bench();
        var path = Path.Combine(bench.Folder, "in.pcap");
        using (var writer = CaptureWriter.Create(path))
        {
            writer.Write(1, Bench.Bytes(60), 1514);
            writer.Write(2, []);
            writer.Write(3, Bench.Bytes(200_000));
            writer.Write(4, Bench.Bytes(61));
        }

        var port = bench.Source("pcap:in.pcap");
        Assert.Equal([60, 61], Bench.Drain(bench.Rx(port)).Select(p => p.Length));
        Assert.Equal(
            [
                $"{path}: 1 packets were cut when they were captured; they are sent as captured",
                $"{path}: 1 packets of no bytes are left out",
                $"{path}: 1 packets of more than 126976 bytes do not fit the ring and are left out",
            ],
            port.Remarks);
    }

    [Fact]
    public void A_corrupt_tail_is_stated_after_all_good_packets_were_played()
    {
        using var bench = new Bench();
        var path = bench.Capture("in.pcap", (1, Bench.Bytes(60)), (2, Bench.Bytes(60)), (3, Bench.Bytes(60)));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        var port = bench.Source("pcap:in.pcap", "loops=2");
        Assert.Null(port.Problem);
        Assert.Equal(4, Bench.Drain(bench.Rx(port)).Count);
        Assert.Equal($"{path}: packet 3 at byte 176: the file ends after 59 of 60 bytes of the packet", port.Problem);
    }

    [Fact]
    public void What_is_no_ethernet_capture_cannot_be_opened()
    {
        using var bench = new Bench();
        var folder = bench.Folder;
        File.WriteAllText(Path.Combine(folder, "text.pcap"), "hello");
        new CaptureWriter(File.Create(Path.Combine(folder, "raw.pcap")), linkType: LinkType.Raw).Dispose();
        AssertRefused(bench, "pcap:none.pcap", $"pcap:none.pcap: Could not find file '{folder}/none.pcap'.");
        AssertRefused(bench, "pcap:.", $"pcap:.: {folder} is a folder, not a capture file");
        AssertRefused(bench, "pcap:text.pcap", $"{folder}/text.pcap: at byte 0: this is neither pcap nor pcapng: the first bytes are 68656c6c");
        AssertRefused(bench, "pcap:raw.pcap",
            $"{folder}/raw.pcap: this capture does not hold Ethernet frames but link type 101 (Raw); ports take only Ethernet (link type 1)");
        Assert.Empty(bench.Host.Ports);
    }

    [Fact]
    public void At_recorded_pace_a_packet_comes_when_it_is_due_and_says_when_that_is()
    {
        using var bench = new Bench();
        bench.Capture("in.pcap",
            (5 * Hour, Bench.Bytes(60)), (5 * Hour, Bench.Bytes(61)), (9 * Hour, Bench.Bytes(62)), (8 * Hour, Bench.Bytes(63)));
        var rx = bench.Rx(bench.Source("pcap:in.pcap", "pace=recorded; speed=2; loops=2"));
        Assert.Equal(0, rx.NextDue);
        var before = Stopwatch.GetTimestamp();
        rx.Sync();
        var after = Stopwatch.GetTimestamp();
        Assert.Equal(2u, rx.Available);
        Bench.Take(rx);
        Bench.Take(rx);
        rx.Sync();
        Assert.Equal(0u, rx.Available);
        Assert.InRange(rx.NextDue, before + (2 * 3600 * Stopwatch.Frequency), after + (2 * 3600 * Stopwatch.Frequency));
        Assert.False(rx.Arm());
        Assert.False(rx.InputEnded);
    }

    [Fact]
    public void At_recorded_pace_all_loops_are_played_and_time_never_runs_backwards()
    {
        using var bench = new Bench();
        bench.Capture("in.pcap", (5 * Hour, Bench.Bytes(60)), (6 * Hour, Bench.Bytes(61)), (5 * Hour, Bench.Bytes(62)));
        var rx = bench.Rx(bench.Source("pcap:in.pcap", "pace=recorded; speed=1000000; loops=3"));
        Assert.Equal([60, 61, 62, 60, 61, 62, 60, 61, 62], Bench.Drain(rx).Select(p => p.Length));
    }

    [Fact]
    public void At_a_fixed_rate_each_packet_has_its_time()
    {
        using var bench = new Bench();
        bench.Capture("in.pcap", (1, Bench.Bytes(60)));
        var rx = bench.Rx(bench.Source("pcap:in.pcap", "rate=1; loops=2"));
        var before = Stopwatch.GetTimestamp();
        rx.Sync();
        var after = Stopwatch.GetTimestamp();
        Assert.Equal(1u, rx.Available);
        Assert.InRange(rx.NextDue, before + Stopwatch.Frequency, after + Stopwatch.Frequency);

        rx = bench.Rx(bench.Source("pcap:in.pcap", "pace=fixed; rate=1M; loops=5000"));
        Assert.Equal(5000, Bench.Drain(rx).Count);
    }

    [Fact]
    public void A_slot_without_a_usable_buffer_is_a_ring_fault_and_the_source_goes_on()
    {
        using var bench = new Bench();
        bench.Capture("in.pcap", (1, Bench.Bytes(60)), (2, Bench.Bytes(5000)));
        var rx = bench.Rx(bench.Source("pcap:in.pcap", "loops=2000"));
        var seen = Bench.Drain(rx, 500).Count;
        for (uint i = 0; i < rx.NumSlots; i++)
        {
            rx.Ring[i].BufIdx = uint.MaxValue;
        }

        // One sync may still find the ring as full as it can get; the next one meets the slots.
        var fault = Assert.Throws<RingFaultException>(() => SyncUpTo(10));
        Assert.Contains("names buffer 4294967295", fault.Message);
        var left = Bench.Drain(rx).Count;
        Assert.InRange(left, 4000 - 500 - 1023 - 10, 4000 - 500);
        Assert.Equal(500, seen);

        void SyncUpTo(int times)
        {
            for (var i = 0; i < times; i++)
            {
                rx.Head = rx.Cur = rx.Tail;
                rx.Sync();
            }
        }
    }

    [Fact]
    public void Closing_gives_every_buffer_back()
    {
        using var bench = new Bench();
        var free = bench.Region.FreeBufferCount;
        bench.Capture("in.pcap", (1, Bench.Bytes(60)));
        var port = bench.Source("pcap:in.pcap", "slots=100");
        Assert.Equal(free - 100, bench.Region.FreeBufferCount);
        bench.Rx(port).Sync();
        port.Dispose();
        Assert.Equal(free, bench.Region.FreeBufferCount);
        Assert.Empty(bench.Host.Ports);

        foreach (var other in new[] { bench.Source("gen:"), bench.Sink("pcap:out.pcap"), bench.Source("pcap:in.pcap") })
        {
            other.Dispose();
            other.Dispose();
        }

        Assert.Equal(free, bench.Region.FreeBufferCount);
    }

    [Fact]
    public void Playing_allocates_nothing()
    {
        using var bench = new Bench();
        bench.Capture("in.pcap", (1, Bench.Bytes(60)), (2, Bench.Bytes(5000)));
        foreach (var options in new[] { "loops=0", "loops=0; pace=recorded", "loops=0; rate=100M" })
        {
            var rx = bench.Rx(bench.Source("pcap:in.pcap", options));
            Play(rx, 100);
            Assert.Equal(0, Allocation.Least(() => Play(rx, 1000)));
        }

        static void Play(RingDriver rx, int syncs)
        {
            for (var i = 0; i < syncs; i++)
            {
                rx.Sync();
                rx.Head = rx.Cur = rx.Tail;
            }
        }
    }

    private static void AssertRefused(Bench bench, string open, string message) =>
        Assert.Equal(message, Assert.Throws<PortException>(() => bench.Source(open)).Message);
}
