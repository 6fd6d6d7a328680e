namespace NfvRuntime.Packets.Tests;

/// <summary>Vectors of Microsoft's verification suite for receive side scaling.</summary>
public class ToeplitzTests
{
    [Theory]
    [InlineData("66.9.149.187", 2794, "161.142.100.80", 1766, 0x323e8fc2, 0x51ccc178)]
    [InlineData("199.92.111.2", 14230, "65.69.140.83", 4739, 0xd718262a, 0xc626b0ea)]
    [InlineData("24.19.198.95", 12898, "12.22.207.184", 38024, 0xd2d0a5de, 0x5c2b394a)]
    [InlineData("38.27.205.30", 48228, "209.142.163.6", 2217, 0x82989176, 0xafc7327f)]
    [InlineData("153.39.163.191", 44251, "202.188.127.2", 1303, 0x5d1809c5, 0x10e828a2)]
    [InlineData("3ffe:2501:200:1fff::7", 2794, "3ffe:2501:200:3::1", 1766, 0x2cc18cd5, 0x40207d3d)]
    [InlineData("3ffe:501:8::260:97ff:fe40:efab", 14230, "ff02::1", 4739, 0x0f0c461c, 0xdde51bbf)]
    [InlineData("3ffe:1900:4545:3:200:f8ff:fe21:67cf", 44251, "fe80::200:f8ff:fe21:67cf", 38024, 0x4b61e985, 0x02d1feef)]
    public void Hashes_are_those_of_the_published_suite(string from, int fromPort, string to, int toPort, uint addresses, uint withPorts)
    {
        byte[] input = [.. Frames.Ip(from), .. Frames.Ip(to), .. Frames.Big((ushort)fromPort), .. Frames.Big((ushort)toPort)];
        Assert.Equal(addresses, ToeplitzHash.Standard.Compute(input.AsSpan(0, input.Length - 4)));
        Assert.Equal(withPorts, ToeplitzHash.Standard.Compute(input));

        var tcp = Frame(6, from, to, Frames.Tcp((ushort)fromPort, (ushort)toPort));
        var other = Frame(47, from, to, Frames.Bytes(20));
        Assert.Equal(withPorts, Hash(ToeplitzHash.Standard, tcp));
        Assert.Equal(addresses, Hash(ToeplitzHash.Standard, other));
    }

    [Fact]
    public void Fragments_are_hashed_by_their_addresses_and_other_frames_are_not()
    {
        var first = Frames.All["ipv4 first fragment"];
        var last = Frames.All["ipv4 last fragment"];
        Assert.NotEqual(0u, Hash(ToeplitzHash.Standard, first));
        Assert.Equal(Hash(ToeplitzHash.Standard, first), Hash(ToeplitzHash.Standard, last));
        Assert.Equal(0u, Hash(ToeplitzHash.Standard, Frames.All["unknown type"]));
    }

    [Fact]
    public void Every_frame_cut_anywhere_has_a_hash()
    {
        foreach (var frame in Frames.All.Values)
        {
            for (var length = 0; length <= frame.Length; length++)
            {
                _ = ToeplitzHash.Standard.Compute(frame.AsSpan(0, length), HeaderParser.Parse(frame));
            }
        }
    }

    [Fact]
    public void The_symmetric_key_gives_both_directions_one_hash_and_the_standard_one_does_not()
    {
        var there = Frame(6, "10.1.2.3", "192.168.7.9", Frames.Tcp(40000, 443));
        var back = Frame(6, "192.168.7.9", "10.1.2.3", Frames.Tcp(443, 40000));
        Assert.Equal(Hash(ToeplitzHash.Symmetric, there), Hash(ToeplitzHash.Symmetric, back));
        Assert.NotEqual(Hash(ToeplitzHash.Standard, there), Hash(ToeplitzHash.Standard, back));
    }

    [Theory]
    [InlineData(false, "addresses")]
    [InlineData(false, "ports")]
    [InlineData(true, "addresses")]
    [InlineData(true, "ports")]
    public void Ten_thousand_flows_in_sequence_load_eight_rings_within_five_percent(bool symmetric, string differ)
    {
        var load = Load(symmetric, flow => differ == "addresses"
            ? ($"10.0.{flow >> 8}.{flow & 255}", "10.1.0.1", 5000)
            : ("10.0.0.1", "10.1.0.1", 1024 + flow));

        Assert.All(load, flows => Assert.InRange(flows, 1188, 1312));
    }

    /// <summary>Chance alone spreads 10,000 flows by 2.6 % (one standard deviation) over eight rings; 5 of those are not left in a lifetime of runs.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ten_thousand_flows_drawn_at_random_load_eight_rings_as_chance_does(bool symmetric)
    {
        var random = new Random(7);
        var load = Load(symmetric, _ => (
            $"{random.Next(1, 224)}.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}", "198.51.100.7", random.Next(1024, 65536)));

        Assert.All(load, flows => Assert.InRange(flows, 1085, 1415));
    }

    [Fact]
    public void A_key_or_an_input_of_another_length_is_refused()
    {
        Assert.StartsWith("A key has 40 bytes, and this one 39.", Assert.Throws<ArgumentException>(() => new ToeplitzHash(new byte[39])).Message);
        Assert.StartsWith("The input has 37 bytes; at most 36.",
            Assert.Throws<ArgumentException>(() => ToeplitzHash.Standard.Compute(new byte[37])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RingSpread(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RingSpread(129));
    }

    [Fact]
    public void Hashing_allocates_nothing()
    {
        var frame = Frame(6, "10.1.2.3", "192.168.7.9", Frames.Tcp(40000, 443));
        var spread = new RingSpread(4);
        var offsets = HeaderParser.Parse(frame);
        Assert.Equal(0, Allocation.Least(() => _ = spread.RingOf(frame, offsets)));
    }

    private static int[] Load(bool symmetric, Func<int, (string From, string To, int Port)> flows)
    {
        var spread = new RingSpread(8, symmetric ? ToeplitzHash.Symmetric : ToeplitzHash.Standard);
        var load = new int[spread.Rings];
        for (var flow = 0; flow < 10_000; flow++)
        {
            var (from, to, port) = flows(flow);
            var frame = Frame(17, from, to, Frames.Udp((ushort)port, 80));
            load[spread.RingOf(frame, HeaderParser.Parse(frame))]++;
        }

        return load;
    }

    private static byte[] Frame(byte protocol, string from, string to, byte[] payload) => from.Contains(':', StringComparison.Ordinal)
        ? Frames.Ethernet(EtherType.Ipv6, Frames.Ipv6(protocol, payload, from, to))
        : Frames.Ethernet(EtherType.Ipv4, Frames.Ipv4(protocol, payload, from: from, to: to));

    private static uint Hash(ToeplitzHash hash, byte[] frame) => hash.Compute(frame, HeaderParser.Parse(frame));
}
