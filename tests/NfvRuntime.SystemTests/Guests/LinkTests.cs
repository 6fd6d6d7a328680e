using System.Text.Json;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Guests;

public sealed class LinkTests
{
    private const int Count = 5000;

    [Theory]
    [InlineData("links: { \"a -> b\": kloop }")]
    [InlineData("links: { default: { rings: 3, slots: 256 } }\noptions: { kloops: { per: ring } }")]
    [InlineData("options: { kloops: { every: 200us } }")]
    [InlineData("options: { policy: busy }", "t", ", ports: in")]
    [InlineData("links: { \"a -> b\": { kind: pipe, share: across-trust } }", "u")]
    [InlineData("links: { \"a -> b\": { kind: kloop, share: across-trust } }", "u")]
    public void Every_kind_of_link_carries_every_packet(string keys, string trust = "t", string more = "")
    {
        JsonElement summary = Run(keys, trust, more);

        Assert.Equal((Count, Count), (summary.GetProperty("received").GetInt32(), Sent(summary)));
    }

    [Theory]
    [InlineData("links: { default: { kind: vale, rings: 2 } }", "t")]
    [InlineData("options: { burst: 32 }", "host")]
    public void A_switch_loses_what_its_receiver_has_no_room_for_and_says_so(string keys, string trust)
    {
        JsonElement summary = Run(keys, trust, "");

        int full = summary.GetProperty("dropped").TryGetProperty("vale-full", out JsonElement dropped) ? dropped.GetInt32() : 0;
        Assert.Equal(Count, Sent(summary) + full);
        IEnumerable<JsonProperty> dropsOfLinks =
            summary.GetProperty("links").EnumerateArray().SelectMany(link => link.GetProperty("dropped").EnumerateObject());
        Assert.Equal(full, dropsOfLinks.Sum(drop => drop.Value.GetInt32()));
    }

    private static int Sent(JsonElement summary) => summary.GetProperty("sent").GetInt32();

    private static JsonElement Run(string keys, string trust, string more)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["chain.yaml"], $$"""
            chain: linked
            ports: { in: { open: "gen:", rate: 50k, count: {{Count}}, flows: 16 }, out: { open: "pcap:out.pcap" } }
            stages: { a: { kind: forward }, b: { kind: forward }, c: { kind: forward } }
            paths: { main: in -> a -> b -> c -> out }
            {{keys}}
            guests:
              g1: { kind: process, trust: t, run: a{{more}} }
              g2: { kind: process, trust: {{trust}}, run: b }
            """);
        JsonElement summary = JsonDocument.Parse(Nfv.Run(folder.Path, "run", "chain.yaml", "--json").Succeeded().Output).RootElement;
        Assert.True(summary.GetProperty("balances").GetBoolean(), summary.ToString());
        Assert.Equal(Sent(summary), PcapFile.Frames(folder["out.pcap"]).Count);
        return summary;
    }
}
