using System.Diagnostics;
using NfvRuntime.Host;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports.Tests;

public sealed class GeneratorTests
{
    [Fact]
    public void The_same_seed_gives_the_same_packets_and_another_seed_others()
    {
        var one = Generate("flows=100; sizes=imix; count=2000; seed=7");
        Assert.Equal(one, Generate("flows=100; sizes=imix; count=2000; seed=7"));
        Assert.NotEqual(one, Generate("flows=100; sizes=imix; count=2000; seed=8"));
        Assert.Equal(2000, one.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sizes=imix; protocol=tcp")]
    [InlineData("sizes=imix; from=2001:db8::/64")]
    [InlineData("protocol=tcp; to=2001:db8::1-2001:db8::ffff")]
    [InlineData("sizes=61,75,1001:3; from=10.0.0.1-10.0.0.9; to=192.168.0.0/24; from-ports=1-7; ports=53")]
    [InlineData("from-mac=02:00:00:00:00:aa; to-mac=ff:ff:ff:ff:ff:ff")]
    public void Every_frame_is_valid_with_right_checksums(string options)
    {
        foreach (var frame in Generate($"{options}; flows=50; count=1000"))
        {
            var found = HeaderParser.Parse(frame);
            Assert.False(found.IsMalformed, found.ToString());
            Assert.True(found.HasPorts);
            var upper = frame.AsSpan(found.LayerFour);
            ulong pseudo;
            if (found.IsIpv4)
            {
                Assert.True(Ipv4View.TryParse(frame.AsSpan(14), out var ip, out _));
                Assert.True(ip.IsChecksumValid);
                Assert.Equal(frame.Length - 14, ip.TotalLength);
                pseudo = ip.PseudoHeaderSum(upper.Length);
            }
            else
            {
                Assert.True(Ipv6View.TryParse(frame.AsSpan(14), out var ip, out _));
                pseudo = ip.PseudoHeaderSum(found.Protocol, upper.Length);
            }

            Assert.Equal(0, InternetChecksum.Compute(upper, pseudo));
        }
    }

    [Theory]
    [InlineData(1, "imix")]
    [InlineData(11, "imix")]
    [InlineData(12, "imix")]
    [InlineData(13, "imix")]
    [InlineData(1000, "imix")]
    [InlineData(10, "100,200,300,400,500")]
    public void Every_flow_is_sent_in_every_size_and_sizes_keep_their_ratio(int flows, string sizes)
    {
        var schedule = FrameSizes.Parse(sizes).Value.Schedule;
        var frames = Generate($"flows={flows}; sizes={sizes}; count={flows * schedule.Count}");
        var byFlow = frames.GroupBy(Key).ToList();
        Assert.Equal(flows, byFlow.Count);
        foreach (var flow in byFlow)
        {
            Assert.Equal(schedule.Order(), flow.Select(f => f.Length).Order());
        }
    }

    [Fact]
    public void Imix_is_7_to_4_to_1()
    {
        var frames = Generate("sizes=imix; flows=7; count=1260");
        Assert.Equal([(60, 735), (566, 420), (1514, 105)], frames.GroupBy(f => f.Length).Select(g => (g.Key, g.Count())).Order());
    }

    [Fact]
    public void Flows_are_as_many_as_asked_and_within_the_ranges()
    {
        var keys = Generate("flows=600; count=1200; from=10.0.0.10-10.0.0.19; to=10.9.0.1-10.9.0.6; from-ports=100-109; ports=7")
            .Select(Key).ToList();
        Assert.Equal(600, keys.Distinct().Count());
        Assert.All(keys, k => Assert.InRange((uint)k.Source, 0x0A00000Au, 0x0A000013u));
        Assert.All(keys, k => Assert.InRange((uint)k.Destination, 0x0A090001u, 0x0A090006u));
        Assert.All(keys, k => Assert.InRange(k.SourcePort, 100, 109));
        Assert.All(keys, k => Assert.Equal(7, k.DestinationPort));
    }

    [Fact]
    public void A_frame_is_written_whole_whatever_happened_to_its_buffer()
    {
        using var bench = new Bench();
        var rx = bench.Rx(bench.Source("gen:", "sizes=60,1514; flows=3"));
        var expected = Generate("sizes=60,1514; flows=3; count=6");
        for (var i = 0; i < 5000; i++)
        {
            while (rx.Available == 0)
            {
                rx.Sync();
            }

            var at = rx.Head;
            Assert.Equal(expected[i % 6], Bench.Take(rx));
            Scribble(rx, at);
        }

        static unsafe void Scribble(RingDriver rx, uint at) =>
            new Span<byte>(rx.Region.BufferAddress(rx.Ring[at].BufIdx), (int)rx.Region.BufferSize).Fill(0xEE);
    }

    [Fact]
    public void At_a_rate_each_packet_has_its_time()
    {
        using var bench = new Bench();
        var rx = bench.Rx(bench.Source("gen:", "rate=1; count=2"));
        var before = Stopwatch.GetTimestamp();
        rx.Sync();
        var after = Stopwatch.GetTimestamp();
        Assert.Equal(1u, rx.Available);
        Assert.InRange(rx.NextDue, before + Stopwatch.Frequency, after + Stopwatch.Frequency);
        Assert.Equal(3000, Bench.Drain(bench.Rx(bench.Source("gen:", "rate=1M; count=3k"))).Count);
    }

    [Fact]
    public void Frames_that_do_not_fit_the_buffers_are_refused()
    {
        using var bench = new Bench();
        Assert.Equal("gen:: frames of 9000 bytes do not fit the region's buffers, which hold 1984",
            Assert.Throws<PortException>(() => bench.Source("gen:", "sizes=9000")).Message);
        Assert.Empty(bench.Host.Ports);
    }

    [Fact]
    public void Generating_allocates_nothing()
    {
        using var bench = new Bench();
        var rx = bench.Rx(bench.Source("gen:", "sizes=imix; flows=1000"));
        Run(rx, 100);
        Assert.Equal(0, Allocation.Least(() => Run(rx, 1000)));

        static void Run(RingDriver rx, int syncs)
        {
            for (var i = 0; i < syncs; i++)
            {
                rx.Sync();
                rx.Head = rx.Cur = rx.Tail;
            }
        }
    }

    private static List<byte[]> Generate(string options)
    {
        using var bench = new Bench();
        return Bench.Drain(bench.Rx(bench.Source("gen:", options)));
    }

    private static FlowKey Key(byte[] frame)
    {
        Assert.True(FlowKey.TryRead(frame, HeaderParser.Parse(frame), out var key));
        return key;
    }
}
