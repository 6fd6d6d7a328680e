using NfvRuntime.Sdk.TestKit;

namespace NfvRuntime.Stages.Tests.Firewall;

public class FirewallRuleTests
{
    private static readonly byte[] Ssh = TestFrames.Tcp("192.0.2.1", "10.0.0.5", 40000, 22);
    private static readonly byte[] Dns = TestFrames.Udp("192.0.2.1", "10.0.0.5", 40000, 53);
    private static readonly byte[] Ssh6 = TestFrames.Tcp("2001:db8:1::1", "2001:db8::5", 40000, 22);
    private static readonly byte[] Ping = TestFrames.Icmp("192.0.2.1", "10.0.0.5", 8);
    private static readonly byte[] Ping6 = TestFrames.Icmp("2001:db8:1::1", "2001:db8::5", 128);

    [Fact]
    public void Without_a_rule_the_default_decides()
    {
        Assert.True(Passes("default: allow", Ssh));
        Assert.False(Passes("default: drop", Ssh));
    }

    [Fact]
    public void The_first_rule_that_matches_decides()
    {
        Assert.False(Passes("default: drop, rules: [ { drop: any, from: 192.0.2.0/24 }, { allow: tcp } ]", Ssh));
        Assert.True(Passes("default: drop, rules: [ { allow: tcp }, { drop: any, from: 192.0.2.0/24 } ]", Ssh));
    }

    [Theory]
    [InlineData("any", true, true)]
    [InlineData("tcp", true, false)]
    [InlineData("udp", false, true)]
    [InlineData("6", true, false)]
    [InlineData("17", false, true)]
    [InlineData("sctp", false, false)]
    [InlineData("icmp", false, false)]
    public void A_protocol_is_a_word_or_a_number(string protocol, bool ssh, bool dns)
    {
        string settings = $"default: drop, rules: [ {{ allow: {protocol} }} ]";
        Assert.Equal(ssh, Passes(settings, Ssh));
        Assert.Equal(dns, Passes(settings, Dns));
    }

    [Theory]
    [InlineData("from: 192.0.2.0/24", true)]
    [InlineData("from: 192.0.2.1", true)]
    [InlineData("from: 192.0.2.2", false)]
    [InlineData("from: [192.0.2.2, 192.0.2.1]", true)]
    [InlineData("from: 0.0.0.0/0", true)]
    [InlineData("from: 128.0.0.0/1", true)]
    [InlineData("from: 0.0.0.0/1", false)]
    [InlineData("from: 192.0.2.0/31", true)]
    [InlineData("to: 10.0.0.4/30", true)]
    [InlineData("to: 10.0.0.0/30", false)]
    [InlineData("to: 192.0.2.1", false)]
    [InlineData("from: 192.0.2.1, to: 10.0.0.5", true)]
    [InlineData("from: 192.0.2.1, to: 10.0.0.6", false)]
    [InlineData("to: '2001:db8::/32'", false)]
    public void Addresses_are_compared_by_prefix(string part, bool passes) =>
        Assert.Equal(passes, Passes($"default: drop, rules: [ {{ allow: any, {part} }} ]", Ssh));

    [Theory]
    [InlineData("from: '2001:db8:1::/48'", true)]
    [InlineData("from: '2001:db8:1::1'", true)]
    [InlineData("from: '2001:db8:1::1', to: '2001:db8::5'", true)]
    [InlineData("from: '2001:db8:1::1', to: '2001:db8::6'", false)]
    [InlineData("from: '2001:db8:2::/47'", false)]
    [InlineData("from: '2001:db8::/47'", true)]
    [InlineData("to: '2001:db8::4/127'", true)]
    [InlineData("to: '2001:db8::/126'", false)]
    [InlineData("from: '::/0'", true)]
    [InlineData("from: 192.0.2.0/24", false)]
    [InlineData("to: [10.0.0.0/8, '2001:db8::/64']", true)]
    public void Addresses_of_IPv6_are_compared_by_prefix(string part, bool passes) =>
        Assert.Equal(passes, Passes($"default: drop, rules: [ {{ allow: any, {part} }} ]", Ssh6));

    [Theory]
    [InlineData("ports: 22", true)]
    [InlineData("ports: 23", false)]
    [InlineData("ports: 20-22", true)]
    [InlineData("ports: [443, 22]", true)]
    [InlineData("ports: [80-90, 20-21]", false)]
    [InlineData("ports: 0-65535", true)]
    [InlineData("from-ports: 40000", true)]
    [InlineData("from-ports: 22", false)]
    [InlineData("from-ports: 32768-65535, ports: [22, 2222]", true)]
    [InlineData("from-ports: 1-1023, ports: [22, 2222]", false)]
    public void Ports_are_numbers_ranges_or_lists(string part, bool passes)
    {
        Assert.Equal(passes, Passes($"default: drop, rules: [ {{ allow: tcp, {part} }} ]", Ssh));
        Assert.Equal(passes, Passes($"default: drop, rules: [ {{ allow: tcp, {part} }} ]", Ssh6));
    }

    [Fact]
    public void Icmp_rules_can_ask_for_types()
    {
        Assert.True(Passes("default: drop, rules: [ { allow: icmp, types: [0, 8] } ]", Ping));
        Assert.False(Passes("default: drop, rules: [ { allow: icmp, types: 3 } ]", Ping));
        Assert.True(Passes("default: drop, rules: [ { allow: icmpv6, types: 128-129 } ]", Ping6));
        Assert.False(Passes("default: drop, rules: [ { allow: icmpv6, types: [1-4, 133-137] } ]", Ping6));
    }

    [Fact]
    public void Icmp_is_about_IPv4_and_icmpv6_about_IPv6()
    {
        Assert.False(Passes("default: drop, rules: [ { allow: icmp } ]", Ping6));
        Assert.False(Passes("default: drop, rules: [ { allow: icmpv6 } ]", Ping));
        Assert.False(Passes("default: drop, rules: [ { allow: icmpv6 } ]", TestFrames.Ip("10.0.0.1", "10.0.0.2", 58, [128, 0, 0, 0])));
    }

    [Fact]
    public void Sees_through_VLAN_tags_and_extension_headers()
    {
        const string settings = "default: drop, rules: [ { allow: tcp, ports: 22 } ]";
        byte[] destinationOptions = [6, 0, 1, 4, 0, 0, 0, 0];
        Assert.True(Passes(settings, TestFrames.Tagged(TestFrames.Tagged(Ssh, 10), 20)));
        Assert.True(Passes(settings, TestFrames.Ip("2001:db8::1", "2001:db8::2", 60, [.. destinationOptions, .. Ssh.AsSpan(34)])));
    }

    [Fact]
    public void A_later_fragment_matches_only_rules_that_ask_for_neither_ports_nor_types()
    {
        byte[] later = TestFrames.Fragment(TestFrames.Udp("192.0.2.1", "10.0.0.5", 40000, 53, 16), 10, more: false);
        Assert.False(Passes("default: drop, rules: [ { allow: udp, ports: 53 } ]", later));
        Assert.False(Passes("default: drop, rules: [ { allow: udp, ports: 0-65535 } ]", later));
        Assert.True(Passes("default: drop, rules: [ { allow: udp, to: 10.0.0.5 } ]", later));
        Assert.True(Passes("default: allow, rules: [ { drop: udp, ports: 53 } ]", later));
        Assert.False(Passes("default: drop, rules: [ { allow: icmp, types: 0-255 } ]", TestFrames.Fragment(Ping, 1, more: false)));
    }

    [Fact]
    public void A_first_fragment_is_judged_by_its_ports()
    {
        byte[] first = TestFrames.Fragment(TestFrames.Udp("192.0.2.1", "10.0.0.5", 40000, 53, 16), 0, more: true);
        Assert.True(Passes("default: drop, rules: [ { allow: udp, ports: 53 } ]", first));
        Assert.False(Passes("default: drop, rules: [ { allow: udp, ports: 54 } ]", first));
    }

    [Theory]
    [InlineData("", true, false)]
    [InlineData(", non-ip: arp", true, false)]
    [InlineData(", non-ip: allow", true, true)]
    [InlineData(", non-ip: drop", false, false)]
    public void What_is_not_IP_passes_as_the_option_says_whatever_the_default(string option, bool arp, bool other)
    {
        foreach (string fallback in new[] { "allow", "drop" })
        {
            Assert.Equal(arp, Passes($"default: {fallback}{option}", TestFrames.Arp()));
            Assert.Equal(other, Passes($"default: {fallback}{option}", TestFrames.Ethernet(0x88B5, [1, 2, 3])));
        }
    }

    [Fact]
    public void A_packet_of_several_slots_is_judged_as_one()
    {
        byte[] jumbo = TestFrames.Tcp("192.0.2.1", "10.0.0.5", 40000, 22, 9000);
        Assert.True(Passes("default: drop, rules: [ { allow: tcp, ports: 22 } ]", jumbo));
        Assert.False(Passes("default: drop, rules: [ { allow: tcp, ports: 23 } ]", jumbo));
    }

    private static bool Passes(string settings, byte[] frame)
    {
        using var harness = StageHarness.Of(FirewallStage.Kind, settings);
        harness.Send(frame);
        byte[][] passed = harness.Take();
        byte[][] denied = harness.Take("denied");
        Assert.Equal([frame], passed.Concat(denied));
        return passed.Length == 1;
    }
}
