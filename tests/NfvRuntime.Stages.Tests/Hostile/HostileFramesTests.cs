using System.Globalization;
using NfvRuntime.Sdk;
using NfvRuntime.Sdk.TestKit;

namespace NfvRuntime.Stages.Tests.Hostile;

/// <summary>
/// Random and mutated frames through every stage: no exception, no packet and no buffer lost. NFV_FRAMES says how many for each stage.
/// </summary>
public class HostileFramesTests
{
    private static readonly long Packets =
        long.Parse(Environment.GetEnvironmentVariable("NFV_FRAMES") ?? "10000000", CultureInfo.InvariantCulture);

    private const string Rules =
        "default: drop, rules: [ { drop: any, from: 10.0.0.128/25 }, { allow: tcp, to: [10.0.0.0/24, '2001:db8::/64'], ports: [22, 80] },"
        + " { allow: udp, from-ports: 1024-65535, ports: 53 }, { allow: icmp, types: [0, 8] }, { allow: icmpv6 }, { allow: 44 } ]";

    public static TheoryData<string, string, string[]> Stages => new()
    {
        { "forward", "", [] },
        { "firewall", Rules, ["malformed"] },
        { "firewall", "default: reject, reject-rate: 1M", ["malformed"] },
        { "counter", "flows: 100000", [] },
        { "mirror", "file: hostile.pcap, snaplen: 1", [] },
        { "fault", "every: 100", ["stage-fault"] },
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void No_frame_harms_a_stage(string name, string settings, string[] drops)
    {
        string folder = Directory.CreateTempSubdirectory("hostile").FullName;
        try
        {
            int seed = Environment.TickCount;
            Assert.True(StageCatalogue.BuiltIn.TryGet(name, out StageKind? kind));
            using var harness = StageHarness.Of(kind, settings, new() { BaseDirectory = folder, Name = $"seed-{seed}" });
            harness.Feed(Packets, new HostileFrames(seed).Next);
            harness.CheckConservation();
            Assert.True(harness.Stage.Counters.Received.Value == (ulong)Packets, $"seed {seed}");
            Assert.True(harness.Restarts == (name == "fault" ? (long)harness.Stage.Counters.Bursts.Value / 100 : 0), $"seed {seed}");
            Assert.Equal(drops, harness.Drops.Keys);
            Assert.Empty(harness.Undeclared);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
