using NfvRuntime.Stages.Tests.Support;

namespace NfvRuntime.Stages.Tests.Firewall;

public class FirewallSettingsTests
{
    [Fact]
    public void Reads_a_rule_with_all_its_parts()
    {
        var settings = Check.Read<FirewallSettings>(
            FirewallStage.Kind,
            "default: drop, non-ip: drop, rules: [ { allow: tcp, from: [10.0.0.0/8, '2001:db8::/32'], to: ['::/0', 192.0.2.1], from-ports: 1024-65535, ports: [22, 443] }, { drop: 47, name: gre } ]");
        Assert.Equal(FirewallAction.Drop, settings.Default);
        Assert.Equal(NonIpPolicy.Drop, settings.NonIp);
        FirewallRule first = settings.Rules[0];
        Assert.Equal(("1", FirewallAction.Allow, (byte?)6), (first.Name, first.Action, first.Protocol));
        Assert.Equal(["10.0.0.0/8", "2001:db8::/32"], first.From.Select(prefix => prefix.ToString()));
        Assert.Equal([new(1024, 65535)], first.FromPorts);
        Assert.Equal([new(22, 22), new(443, 443)], first.Ports);
        Assert.Equal(("gre", FirewallAction.Drop, (byte?)47), (settings.Rules[1].Name, settings.Rules[1].Action, settings.Rules[1].Protocol));
    }

    [Theory]
    [InlineData(
        "rules: []",
        "1:1: error NFV0102: stage 'stage' needs the key 'default' (one of allow, drop, reject)")]
    [InlineData(
        "default: deny",
        "1:10: error NFV0106: 'default' must be one of allow, drop, reject, found 'deny'")]
    [InlineData(
        "default: drop, non-ip: none",
        "1:24: error NFV0106: 'non-ip' must be one of arp, allow, drop, found 'none'")]
    [InlineData(
        "default: drop, rule: []",
        "1:16: error NFV0101: unknown key 'rule' in stage 'stage'; did you mean 'rules'?")]
    [InlineData(
        "default: drop, rules: { allow: tcp }",
        "1:23: error NFV0103: 'rules' must be a list, found a map")]
    [InlineData(
        "default: drop, rules: [ { to: 10.0.0.0/24 } ]",
        "1:25: error NFV0107: entry 1 of 'rules' needs 'allow', 'drop' or 'reject', with the protocol it is about (any, tcp, udp, sctp, icmp, icmpv6 or a protocol number from 0 to 255)")]
    [InlineData(
        "default: drop, rules: [ { allow: tcp, drop: udp } ]",
        "1:45: error NFV0107: entry 1 of 'rules' says 'allow' and 'drop': a rule does one thing")]
    [InlineData(
        "default: drop, rules: [ { drop: tcp, reject: udp } ]",
        "1:33: error NFV0107: entry 1 of 'rules' says 'drop' and 'reject': a rule does one thing")]
    [InlineData(
        "default: drop, reject-rate: 10",
        "1:29: error NFV0107: 'reject-rate' of stage 'stage' limits answers, and no rule rejects")]
    [InlineData(
        "default: reject, reject-rate: 0",
        "1:31: error NFV0105: 'reject-rate' must be a rate per second such as 500, 64k or 1.5M (from 1 to 1M), found '0'")]
    [InlineData(
        "default: drop, rules: [ { allow: tpc } ]",
        "1:34: error NFV0106: 'allow' must be any, tcp, udp, sctp, icmp, icmpv6 or a protocol number from 0 to 255 (did you mean 'tcp'?), found 'tpc'")]
    [InlineData(
        "default: drop, rules: [ { allow: 256 } ]",
        "1:34: error NFV0105: 'allow' must be any, tcp, udp, sctp, icmp, icmpv6 or a protocol number from 0 to 255, found '256'")]
    [InlineData(
        "default: drop, rules: [ { allow: tcp, to: 10.0.0.1/24 } ]",
        "1:43: error NFV0104: 'to' must be a prefix without bits behind its length (did you mean '10.0.0.0/24'?), found '10.0.0.1/24'")]
    [InlineData(
        "default: drop, rules: [ { allow: tcp, ports: 70000 } ]",
        "1:46: error NFV0105: 'ports' must be a whole number or a range such as 1-9, within 0 to 65535, found '70000'")]
    [InlineData(
        "default: drop, rules: [ { allow: tcp, ports: 90-80 } ]",
        "1:46: error NFV0105: 'ports' must be a whole number or a range such as 1-9, within 0 to 65535, found '90-80'")]
    [InlineData(
        "default: drop, rules: [ { allow: any, ports: 80 } ]",
        "1:46: error NFV0107: 'ports' of entry 1 of 'rules' is only for rules about tcp, udp or sctp")]
    [InlineData(
        "default: drop, rules: [ { allow: icmp, from-ports: 80 } ]",
        "1:52: error NFV0107: 'from-ports' of entry 1 of 'rules' is only for rules about tcp, udp or sctp")]
    [InlineData(
        "default: drop, rules: [ { allow: tcp, types: 8 } ]",
        "1:46: error NFV0107: 'types' of entry 1 of 'rules' is only for rules about icmp or icmpv6")]
    [InlineData(
        "default: drop, rules: [ { allow: icmp, types: 256 } ]",
        "1:47: error NFV0105: 'types' must be a whole number or a range such as 1-9, within 0 to 255, found '256'")]
    [InlineData(
        "default: drop, rules: [ { allow: tcp, ports: [] } ]",
        "1:46: error NFV0107: 'ports' of entry 1 of 'rules' is an empty list: leave it out to match all")]
    [InlineData(
        "default: drop, rules: [ { allow: tcp, from: [] } ]",
        "1:45: error NFV0107: 'from' of entry 1 of 'rules' is an empty list: leave it out to match all")]
    [InlineData(
        "default: drop, rules: [ { allow: tcp, from: 10.0.0.1, to: '2001:db8::1' } ]",
        "1:59: error NFV0107: the IPv6 prefixes in 'to' of entry 1 of 'rules' can never match: the rest of the rule is about IPv4")]
    [InlineData(
        "default: drop, rules: [ { allow: icmpv6, from: [10.0.0.1, '2001:db8::1'] } ]",
        "1:48: error NFV0107: the IPv4 prefixes in 'from' of entry 1 of 'rules' can never match: the rest of the rule is about IPv6")]
    [InlineData(
        "default: drop, rules: [ { allow: tcp, name: default } ]",
        "1:45: error NFV0107: 'name' of entry 1 of 'rules' cannot be 'default': numbers and default, non-ip, malformed are taken")]
    [InlineData(
        "default: drop, rules: [ { allow: tcp, name: a }, { drop: tcp, name: a } ]",
        "1:23: error NFV0107: 2 rules are named 'a': each needs a name of its own, or none")]
    public void Says_exactly_what_is_wrong_and_where(string settings, string expected) =>
        Assert.Equal([$"settings:{expected}"], Check.Mistakes(FirewallStage.Kind, settings));

    [Fact]
    public void Refuses_lists_that_combine_to_too_much()
    {
        string Many(string part) => $"[{string.Join(", ", Enumerable.Range(0, 130).Select(i => string.Format(part, i)))}]";
        string settings = $"default: drop, rules: [ {{ allow: tcp, from: {Many("10.0.{0}.0/24")}, to: {Many("10.1.{0}.0/24")} }} ]";
        Assert.Equal(
            ["settings:1:23: error NFV0107: the lists in the rules combine to more than 16384 cases for one IP version: use fewer or wider ones"],
            Check.Mistakes(FirewallStage.Kind, settings));
    }

    [Fact]
    public void Finds_every_mistake_at_once() => Assert.Equal(
        [
            "settings:1:10: error NFV0106: 'default' must be one of allow, drop, reject, found 'maybe'",
            "settings:1:43: error NFV0104: 'to' must be a prefix such as 10.0.0.0/24 or 2001:db8::/32, or an address, found 'x'",
            "settings:1:46: error NFV0101: unknown key 'port' in entry 1 of 'rules'; did you mean 'ports'?",
        ],
        Check.Mistakes(FirewallStage.Kind, "default: maybe, rules: [{ allow: tcp, to: x, port: 1 }]"));
}
