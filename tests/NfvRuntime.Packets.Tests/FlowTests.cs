namespace NfvRuntime.Packets.Tests;

public class FlowTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.2", 40000, 80)]
    [InlineData("10.0.0.2", "10.0.0.1", 40000, 80)]
    [InlineData("10.0.0.1", "10.0.0.1", 1, 2)]
    [InlineData("2001:db8::1", "2001:db8::2", 40000, 80)]
    [InlineData("2001:db8:1::", "2001:db8::1", 7, 7)]
    [InlineData("fe80::1", "fe80::1", 1, 2)]
    public void Hash_and_canonical_key_are_those_of_the_answer(string from, string to, int fromPort, int toPort)
    {
        foreach (byte protocol in new byte[] { 6, 17, 58 })
        {
            var (one, hash) = Flow(protocol, from, to, fromPort, toPort);
            var (two, answer) = Flow(protocol, to, from, toPort, fromPort);
            Assert.Equal(hash, answer);
            Assert.Equal(one.Reversed(), two);
            Assert.Equal(one.Canonical(), two.Canonical());
            Assert.Equal(one.Canonical().GetHashCode(), two.Canonical().GetHashCode());
            byte[] written = new byte[FlowKey.Bytes];
            one.Write(written);
            Assert.Equal(one, FlowKey.Read(written));
        }
    }

    [Fact]
    public void Fragments_of_one_packet_share_a_hash()
    {
        var first = Frames.All["ipv4 first fragment"];
        var last = Frames.All["ipv4 last fragment"];
        Assert.Equal(FlowHash.Compute(first, HeaderParser.Parse(first)), FlowHash.Compute(last, HeaderParser.Parse(last)));
        first = Frames.All["ipv6 first fragment"];
        last = Frames.All["ipv6 last fragment"];
        Assert.Equal(FlowHash.Compute(first, HeaderParser.Parse(first)), FlowHash.Compute(last, HeaderParser.Parse(last)));
    }

    [Fact]
    public void Frames_that_are_not_ip_hash_by_both_macs_and_type()
    {
        var there = Frames.All["unknown type"];
        var back = there.ToArray();
        there.AsSpan(0, 6).CopyTo(back.AsSpan(6));
        there.AsSpan(6, 6).CopyTo(back);
        Assert.NotEqual(there[..12], back[..12]);
        Assert.Equal(Hash(there), Hash(back));
        var other = there.ToArray();
        other[13]++;
        Assert.NotEqual(Hash(there), Hash(other));
    }

    [Fact]
    public void Vlan_tags_play_no_part()
    {
        var plain = Frames.Ethernet(EtherType.Ipv4, Frames.Ipv4(17, Frames.Udp(1, 2)));
        var tagged = Frames.Ethernet(EtherType.Vlan, Frames.Tag(7, EtherType.Ipv4, Frames.Ipv4(17, Frames.Udp(1, 2))));
        Assert.Equal(Hash(plain), Hash(tagged));
    }

    [Fact]
    public void Flows_spread_evenly_over_replicas_even_when_addresses_are_in_sequence()
    {
        foreach (var replicas in new[] { 2, 3, 8, 16 })
        {
            var counts = new int[replicas];
            for (var i = 0; i < 16384; i++)
            {
                var (_, hash) = Flow(17, $"10.0.{i >> 8 & 63}.{i & 255}", $"10.1.{i & 63}.{i >> 6 & 255}", 1000, 53);
                counts[hash % replicas]++;
            }

            var expected = 16384 / replicas;
            Assert.All(counts, n => Assert.InRange(n, expected * 8 / 10, expected * 12 / 10));
        }
    }

    [Fact]
    public void A_seed_gives_an_independent_hash()
    {
        var frame = Frames.All["ipv4 udp"];
        var offsets = HeaderParser.Parse(frame);
        Assert.NotEqual(FlowHash.Compute(frame, offsets), FlowHash.Compute(frame, offsets, 1));
    }

    [Fact]
    public void A_key_reads_as_people_write_it()
    {
        Assert.Equal("tcp 10.0.0.1:40000 > 10.0.0.2:80", Flow(6, "10.0.0.1", "10.0.0.2", 40000, 80).Key.ToString());
        Assert.Equal("udp [2001:db8::1]:1 > [::2]:2", Flow(17, "2001:db8::1", "::2", 1, 2).Key.ToString());
        Assert.True(FlowKey.TryRead(Frames.All["ipv4 gre"], HeaderParser.Parse(Frames.All["ipv4 gre"]), out var key));
        Assert.Equal("ip47 10.0.0.1 > 10.0.0.2", key.ToString());
        Assert.False(FlowKey.TryRead(Frames.All["arp"], HeaderParser.Parse(Frames.All["arp"]), out _));
    }

    private static uint Hash(byte[] frame) => FlowHash.Compute(frame, HeaderParser.Parse(frame));

    private static (FlowKey Key, uint Hash) Flow(byte protocol, string from, string to, int fromPort, int toPort)
    {
        var upper = protocol == 6 ? Frames.Tcp((ushort)fromPort, (ushort)toPort) : Frames.Udp((ushort)fromPort, (ushort)toPort);
        var frame = from.Contains(':')
            ? Frames.Ethernet(EtherType.Ipv6, Frames.Ipv6(protocol, upper, from, to))
            : Frames.Ethernet(EtherType.Ipv4, Frames.Ipv4(protocol, upper, from: from, to: to));
        var offsets = HeaderParser.Parse(frame);
        Assert.True(FlowKey.TryRead(frame, offsets, out var key));
        return (key, FlowHash.Compute(frame, offsets));
    }
}
