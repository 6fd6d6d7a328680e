using System.Net;
using NfvRuntime.Packets;
using NfvRuntime.Sdk.Settings;
using NfvRuntime.Sdk.TestKit;

namespace NfvRuntime.Stages.Tests.Firewall;

/// <summary>The compiled rules against the plainest reading of them, over random rules and packets.</summary>
public class FirewallOracleTests
{
    private static readonly string[] V4 = ["10.0.0.1", "10.0.0.2", "10.0.1.1", "192.0.2.7"];
    private static readonly string[] V6 = ["2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "2001:db9::1"];
    private static readonly byte[] Protocols = [IpProtocol.Tcp, IpProtocol.Udp, IpProtocol.Icmp, IpProtocol.Icmpv6, 47];

    [Fact]
    public void Random_rules_decide_as_the_plain_reading_of_them_does()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int round = 0; round < 60; round++)
        {
            FirewallRule[] rules = [.. Enumerable.Range(1, random.Next(1, 40)).Select(i => RandomRule(random, i))];
            var settings = new FirewallSettings(rules, random.Next(2) == 0 ? FirewallAction.Allow : FirewallAction.Drop, NonIpPolicy.Drop);
            Probe[] probes = [.. Enumerable.Range(0, 200).Select(_ => RandomProbe(random))];
            byte[][] expected = [.. probes.Where(probe => Decide(settings, probe) == FirewallAction.Allow).Select(probe => probe.Frame)];

            using var harness = new StageHarness(FirewallStage.Kind, settings);
            harness.Send([.. probes.Select(probe => probe.Frame)]);
            Assert.True(expected.SelectMany(f => f).SequenceEqual(harness.Take().SelectMany(f => f)), $"seed {seed}, round {round}");
        }
    }

    private static FirewallAction Decide(FirewallSettings settings, Probe probe) =>
        settings.Rules.FirstOrDefault(rule => Matches(rule, probe))?.Action ?? settings.Default;

    private static bool Matches(FirewallRule rule, Probe probe) =>
        rule.Versions.HasFlag(probe.From.GetAddressBytes().Length == 4 ? IpVersions.V4 : IpVersions.V6)
        && (rule.Protocol is null || rule.Protocol == probe.Protocol)
        && (rule.From.Count == 0 || rule.From.Any(prefix => prefix.Contains(probe.From)))
        && (rule.To.Count == 0 || rule.To.Any(prefix => prefix.Contains(probe.To)))
        && (rule.FromPorts.Count == 0 || rule.FromPorts.Any(range => probe.FromPort >= 0 && range.Contains(probe.FromPort)))
        && (rule.Ports.Count == 0 || rule.Ports.Any(range => probe.ToPort >= 0 && range.Contains(probe.ToPort)))
        && (rule.Types.Count == 0 || rule.Types.Any(range => probe.Type >= 0 && range.Contains(probe.Type)));

    private static FirewallRule RandomRule(Random random, int number)
    {
        byte? protocol = random.Next(3) == 0 ? null : Protocols[random.Next(Protocols.Length)];
        bool ports = protocol is IpProtocol.Tcp or IpProtocol.Udp;
        bool types = protocol is IpProtocol.Icmp or IpProtocol.Icmpv6;
        return new FirewallRule(
            number.ToString(), random.Next(2) == 0 ? FirewallAction.Allow : FirewallAction.Drop, protocol,
            Prefixes(random), Prefixes(random), Ranges(random, ports, 8), Ranges(random, ports, 8), Ranges(random, types, 8), IpVersions.Any);
    }

    private static IPNetwork[] Prefixes(Random random) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => Prefix(random))];

    private static IPNetwork Prefix(Random random)
    {
        bool six = random.Next(2) == 0;
        byte[] address = IPAddress.Parse(six ? V6[random.Next(4)] : V4[random.Next(4)]).GetAddressBytes();
        int length = random.Next(3) == 0 ? random.Next((address.Length * 8) + 1) : (address.Length * 8) - random.Next(3);
        for (int bit = length; bit < address.Length * 8; bit++)
        {
            address[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPNetwork(new IPAddress(address), length);
    }

    private static NumberRange[] Ranges(Random random, bool allowed, int below) =>
        [.. Enumerable.Range(0, allowed ? random.Next(3) : 0).Select(_ => random.Next(below)).Select(low => new NumberRange(low, low + random.Next(3)))];

    private static Probe RandomProbe(Random random)
    {
        string[] addresses = random.Next(2) == 0 ? V4 : V6;
        string from = addresses[random.Next(4)];
        string to = addresses[random.Next(4)];
        byte protocol = Protocols[random.Next(Protocols.Length)];
        int fromPort = random.Next(10);
        int toPort = random.Next(10);
        byte[] transport = protocol switch
        {
            IpProtocol.Tcp => TestFrames.Tcp(from, to, fromPort, toPort)[(addresses == V4 ? 34 : 54)..],
            IpProtocol.Udp => TestFrames.Udp(from, to, fromPort, toPort)[(addresses == V4 ? 34 : 54)..],
            _ => [(byte)toPort, 0, 0, 0, 0, 0, 0, 0],
        };
        byte[] frame = TestFrames.Ip(from, to, protocol, transport);
        bool ports = protocol is IpProtocol.Tcp or IpProtocol.Udp;
        bool types = protocol is IpProtocol.Icmp or IpProtocol.Icmpv6;
        bool fragment = addresses == V4 && random.Next(8) == 0;
        return new Probe(
            fragment ? TestFrames.Fragment(frame, 3, more: false) : frame, IPAddress.Parse(from), IPAddress.Parse(to), protocol,
            ports && !fragment ? fromPort : -1, ports && !fragment ? toPort : -1, types && !fragment ? toPort : -1);
    }

    private sealed record Probe(byte[] Frame, IPAddress From, IPAddress To, byte Protocol, int FromPort, int ToPort, int Type);
}
