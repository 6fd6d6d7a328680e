using NfvRuntime.Packets;

namespace NfvRuntime.Ports.Tests;

public sealed class PortCatalogueTests
{
    [Fact]
    public void Reads_every_option_of_a_capture_source()
    {
        Assert.Equal(new PcapSourceSpec { Text = "pcap:a/b:c.pcap", Path = "a/b:c.pcap" }, Parse("pcap:a/b:c.pcap", PortDirection.Read, ""));
        Assert.Equal(new PcapSourceSpec { Text = "pcap:x", Path = "x", Pace = Pace.Recorded, Speed = 0.5, Loops = 0, Slots = 64 },
            Parse("pcap:x", PortDirection.Read, "pace=recorded; speed=0.5; loops=0; slots=64"));
        Assert.Equal(new PcapSourceSpec { Text = "pcap:x", Path = "x", Pace = Pace.Fixed, Rate = 1_500_000 },
            Parse("pcap:x", PortDirection.Read, "rate=1.5M"));
    }

    [Fact]
    public void Reads_every_option_of_a_capture_sink() =>
        Assert.Equal(new PcapSinkSpec { Text = "pcap:x", Path = "x", Resolution = CaptureResolution.Microseconds },
            Parse("pcap:x", PortDirection.Write, "resolution=micro"));

    [Fact]
    public void Reads_every_option_of_a_generator()
    {
        var spec = Assert.IsType<GeneratorSpec>(Parse("gen:", PortDirection.Read, "sizes=imix; flows=1k; rate=1M; count=2M; seed=7; "
            + "protocol=tcp; from=10.0.0.0/8; to=10.1.1.1; from-ports=5; ports=80-81; from-mac=02:00:00:00:00:0a; to-mac=02-00-00-00-00-0b"));
        Assert.Equal((1000, 1_000_000UL, 2_000_000UL, 7UL, GeneratorProtocol.Tcp), (spec.Flows, spec.Rate, spec.Count, spec.Seed, spec.Protocol));
        Assert.Equal((1UL << 24, 1UL, 1UL, 2UL), (spec.From.Count, spec.To.Count, spec.FromPorts.Count, spec.ToPorts.Count));
        Assert.Equal(("02:00:00:00:00:0a", "02:00:00:00:00:0b"), (spec.FromMac.ToString(), spec.ToMac.ToString()));
        Assert.Equal(12, spec.Sizes.Schedule.Count);
    }

    [Fact]
    public void Reads_every_option_of_ports_on_interfaces()
    {
        Assert.Equal(new PacketSpec { Text = "packet:eth0", Interface = "eth0", Use = PortDirection.Read, Rings = 2, Promiscuous = false, Buffer = 1_000_000, Offload = OffloadHandling.Finish },
            Parse("packet:eth0", PortDirection.Read, "rings=2; promiscuous=false; buffer=1M; offload=finish"));
        Assert.Equal(new TapSpec { Text = "tap:t0", Interface = "t0", Use = PortDirection.Write, Rings = 4, Up = false, Mtu = 1400 },
            Parse("tap:t0", PortDirection.Write, "rings=4; up=false; mtu=1400"));
    }

    [Theory]
    [InlineData("vale0:lan", "vale")]
    [InlineData("valeA:b", "vale")]
    [InlineData("p{1", "netmap")]
    [InlineData("netmap:p}1", "netmap")]
    public void Knows_netmap_names(string open, string scheme)
    {
        Assert.Equal(scheme, PortCatalogue.SchemeOf(open));
        var spec = Assert.IsType<NetmapSpec>(Parse(open, PortDirection.Read | PortDirection.Write, "rings=2; slots=256"));
        using var bench = new Bench();
        var port = spec.Open(bench.Context);
        Assert.Equal((2, 2, 256u), (port.Tx.Count, port.Rx.Count, port.Tx[0].NumSlots));
    }

    public static TheoryData<string, PortDirection, string, string> Mistakes => new()
    {
        { "eth0", PortDirection.Read, "", "'eth0' has no scheme: write one of pcap:, gen:, packet:, xdp:, tap:, flood:, netmap:, valeX: before the name" },
        { "xdp:", PortDirection.Read, "", "'xdp:': an interface name is missing; write xdp:INTERFACE" },
        { "xdp:eth0", PortDirection.Read, "mode=fast", "mode: 'fast' is none of auto, copy, zerocopy" },
        { "pcp:x", PortDirection.Read, "", "unknown scheme 'pcp:': the known ones are pcap:, gen:, packet:, xdp:, tap:, flood:, netmap:, valeX:" },
        { "pcap:", PortDirection.Read, "", "'pcap:' needs a file name: pcap:FILE" },
        { "pcap:x", PortDirection.Read | PortDirection.Write, "", "'pcap:x' is read and written: a capture file is one or the other" },
        { "gen:", PortDirection.Write, "", "'gen:' only sends packets into a chain: no path can end there" },
        { "pcap:x", PortDirection.Read, "pace=quick", "pace: 'quick' is none of full, recorded, fixed" },
        { "pcap:x", PortDirection.Read, "pace=fixed", "pace: a fixed pace needs a rate in packets per second: rate: 10k" },
        { "pcap:x", PortDirection.Read, "pace=full; rate=1k", "rate: a rate goes with pace: fixed" },
        { "pcap:x", PortDirection.Read, "speed=2", "speed: a speed goes with pace: recorded" },
        { "pcap:x", PortDirection.Read, "pace=recorded; speed=0", "speed: '0' is no number above 0 and up to 1000000" },
        { "pcap:x", PortDirection.Read, "pace=recorded; speed=fast", "speed: 'fast' is no number above 0 and up to 1000000" },
        { "pcap:x", PortDirection.Read, "rate=0", "rate: '0' is no whole number from 1 to 10000000000 (k, M and G may follow it)" },
        { "pcap:x", PortDirection.Read, "loops=-1",
            "loops: '-1' is no whole number from 0 to 4611686018427387903 (k, M and G may follow it)" },
        { "pcap:x", PortDirection.Read, "resolution=nano", "resolution: the resolution is that of a written capture; this one is read" },
        { "pcap:x", PortDirection.Read, "slots=1; loops=x",
            "loops: 'x' is no whole number from 0 to 4611686018427387903 (k, M and G may follow it)|"
            + "slots: '1' is no whole number from 2 to 4096 (k, M and G may follow it)" },
        { "pcap:x", PortDirection.Read, "lops=2", "lops: 'pcap:' ports have no such option; they have pace, speed, rate, loops, resolution, slots" },
        { "pcap:x", PortDirection.Write, "loops=2", "loops: this is an option of a capture that is read; this one is written" },
        { "pcap:x", PortDirection.Write, "resolution=milli", "resolution: 'milli' is none of nano, micro" },
        { "gen:", PortDirection.Read, "sizes=59", "sizes: '59': sizes are 60 to 65535 bytes without the check sequence, weights 1 to 1000" },
        { "gen:", PortDirection.Read, "sizes=60:0", "sizes: '60:0': sizes are 60 to 65535 bytes without the check sequence, weights 1 to 1000" },
        { "gen:", PortDirection.Read, "sizes=small",
            "sizes: 'small' is no frame size; write imix, 60, or sizes with weights such as 60:7,566:4,1514:1" },
        { "gen:", PortDirection.Read, "sizes=61; to=::1", "sizes: 61 bytes are fewer than the 62 of the headers" },
        { "gen:", PortDirection.Read, "from=10.0.0.1; to=::1", "to: 'from' and 'to' must both be IPv4 or both IPv6" },
        { "gen:", PortDirection.Read, "from=10.0.0.9-10.0.0.1", "from: '10.0.0.9-10.0.0.1' is no address, no first-last and no prefix such as 10.0.0.0/16" },
        { "gen:", PortDirection.Read, "from=10.0.0.0/33", "from: '10.0.0.0/33' is no address, no first-last and no prefix such as 10.0.0.0/16" },
        { "gen:", PortDirection.Read, "ports=70000", "ports: '70000' is no port (0 to 65535) and no first-last" },
        { "gen:", PortDirection.Read, "from-mac=1:2", "from-mac: '1:2' is no Ethernet address such as 02:00:00:00:00:01" },
        { "gen:", PortDirection.Read, "flows=11; from=10.0.0.1; from-ports=1-10",
            "flows: 11 flows are asked for, but addresses and ports give only 10" },
        { "gen:", PortDirection.Read, "protocol=icmp", "protocol: 'icmp' is none of udp, tcp" },
        { "packet:", PortDirection.Read, "", "'packet:': an interface name is missing; write packet:INTERFACE" },
        { "packet:a-name-too-long-for-it", PortDirection.Read, "promiscuous=maybe; buffer=1k; offload=send",
            "'packet:a-name-too-long-for-it': 'a-name-too-long-for-it' is longer than the 15 bytes of an interface name; write packet:INTERFACE|"
            + "promiscuous: 'maybe' is none of true, false|"
            + "buffer: '1k' is no whole number from 524288 to 1073741824 (k, M and G may follow it)|"
            + "offload: 'send' is none of auto, finish, pass" },
        { "packet:eth0", PortDirection.Read, "offload=pass; slots=64", "offload: 'pass' needs rings that hold the largest packet: more than 64 slots" },
        { "tap:a/b", PortDirection.Write, "mtu=9; rings=17",
            "'tap:a/b': 'a/b' is no interface name; write tap:NAME|"
            + "rings: '17' is no whole number from 1 to 16 (k, M and G may follow it)|"
            + "mtu: '9' is no whole number from 68 to 65521 (k, M and G may follow it)" },
        { "vale0:x", PortDirection.Read, "rings=0", "rings: '0' is no whole number from 1 to 256 (k, M and G may follow it)" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Names_every_mistake(string open, PortDirection use, string options, string expected)
    {
        var errors = new List<PortOptionError>();
        Assert.Null(PortCatalogue.Parse(open, use, Bench.Options(options), errors));
        Assert.Equal(expected, string.Join('|', errors.Select(e => e.Key is null ? e.Message : $"{e.Key}: {e.Message}")));
    }

    [Fact]
    public void Opening_with_mistakes_names_all_of_them()
    {
        using var bench = new Bench();
        Assert.Equal("'loops': 'x' is no whole number from 0 to 4611686018427387903 (k, M and G may follow it); "
            + "'pase': 'pcap:' ports have no such option; they have pace, speed, rate, loops, resolution, slots",
            Assert.Throws<PortException>(() => bench.Source("pcap:x", "loops=x; pase=full")).Message);
    }

    private static PortSpec? Parse(string open, PortDirection use, string options)
    {
        var errors = new List<PortOptionError>();
        var spec = PortCatalogue.Parse(open, use, Bench.Options(options), errors);
        Assert.Empty(errors);
        return spec;
    }
}
