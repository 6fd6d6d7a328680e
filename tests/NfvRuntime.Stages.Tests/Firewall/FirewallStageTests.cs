using NfvRuntime.Counters;
using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Stages.Tests.Support;

namespace NfvRuntime.Stages.Tests.Firewall;

public class FirewallStageTests
{
    private static readonly byte[] Good = TestFrames.Tcp("192.0.2.1", "10.0.0.5", 40000, 22);
    private static readonly byte[] Bad = TestFrames.Tcp("192.0.2.1", "10.0.0.5", 40000, 23);
    private static readonly byte[] Cut = Good[..40];
    private const string Settings = "default: drop, rules: [ { allow: tcp, ports: 22, name: ssh }, { drop: tcp, ports: 23 } ]";

    [Fact]
    public void Denied_packets_leave_by_their_gate()
    {
        using var harness = StageHarness.Of(FirewallStage.Kind, Settings);
        harness.Send(Good, Bad, Good, Cut, Bad);
        Assert.Equal([Good, Good], harness.Take());
        Assert.Equal([Bad, Bad], harness.Take("denied"));
        Assert.Equal(new Dictionary<string, long> { ["malformed"] = 1 }, harness.Drops);
    }

    [Fact]
    public void Without_a_path_from_that_gate_they_are_dropped()
    {
        using var harness = StageHarness.Of(FirewallStage.Kind, Settings, new() { Unconnected = ["denied"] });
        harness.Send(Good, Bad, Good, Cut, Bad);
        Assert.Equal([Good, Good], harness.Take());
        Assert.Equal(new Dictionary<string, long> { ["firewall-denied"] = 2, ["malformed"] = 1 }, harness.Drops);
    }

    [Fact]
    public void Malformed_packets_leave_by_no_gate_whatever_the_rules_say()
    {
        using var harness = StageHarness.Of(FirewallStage.Kind, "default: allow, non-ip: allow, rules: [ { allow: any } ]");
        harness.Send(Cut, []);
        Assert.Equal(0, harness.Sent() + harness.Sent("denied"));
        Assert.Equal(new Dictionary<string, long> { ["malformed"] = 2 }, harness.Drops);
    }

    [Fact]
    public void Every_packet_hits_one_line()
    {
        using var harness = StageHarness.Of(FirewallStage.Kind, Settings);
        harness.Send(Good, Bad, Good, Cut, TestFrames.Arp(), TestFrames.Udp("192.0.2.1", "10.0.0.5", 1, 2));
        Assert.Equal(["ssh 2", "2 1", "default 1", "non-ip 1", "malformed 1"], Hits(harness));
    }

    [Fact]
    public void Hits_survive_a_restart()
    {
        using var harness = StageHarness.Of(FirewallStage.Kind, Settings);
        harness.Send(Good);
        harness.Restart();
        harness.Send(Good, Bad);
        Assert.Equal(["ssh 2", "2 1", "default 0", "non-ip 0", "malformed 0"], Hits(harness));
    }

    [Fact]
    public void Allocates_nothing()
    {
        string rules = string.Join(", ", Enumerable.Range(0, 50).Select(i => $"{{ allow: tcp, to: [10.9.{i}.0/24, '2001:db8:9:{i}::/64'], ports: 22 }}"));
        using var harness = StageHarness.Of(FirewallStage.Kind, $"default: drop, rules: [ {rules} ]");
        var frames = new HostileFrames(seed: 1);
        Assert.Equal(0, Memory.AllocatedBy(harness, frames.Next));
    }

    private static IEnumerable<string> Hits(StageHarness harness) =>
        from reading in harness.Counters.Read()
        where reading.Metric.Name == Catalogue.FirewallRuleHits.Name
        select $"{reading.Label(LabelKeys.Rule)} {reading.Value}";
}
