using System.Text.Json;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Guests;

public sealed class ExampleTests
{
    [Fact]
    public void The_example_runs_and_its_books_balance()
    {
        using TemporaryFolder folder = new();
        string chain = File.ReadAllText(Repository.PathOf("chains", "guests.yaml"));
        Assert.Contains("count: 600k", chain, StringComparison.Ordinal);
        File.WriteAllText(folder["guests.yaml"], chain.Replace("count: 600k", "count: 40k", StringComparison.Ordinal));

        JsonElement summary = JsonDocument.Parse(Nfv.Run(folder.Path, "run", "guests.yaml", "--json").Succeeded().Output).RootElement;

        Assert.Equal("inputs-ended", summary.GetProperty("ending").GetString());
        Assert.True(summary.GetProperty("balances").GetBoolean(), summary.ToString());
        Assert.Equal((40_000, 0), (summary.GetProperty("received").GetInt32(), summary.GetProperty("lost").GetInt32()));
        int left = PcapFile.Frames(folder["out/left.pcap"]).Count, denied = PcapFile.Frames(folder["out/denied.pcap"]).Count;
        Assert.Equal(left, summary.GetProperty("sent").GetInt32());
        Assert.Equal(40_000, left + summary.GetProperty("dropped").EnumerateObject().Sum(drop => drop.Value.GetInt32()));
        Assert.True(left > denied && denied > 0, $"{left} left and {denied} denied");
        Assert.All(summary.GetProperty("links").EnumerateArray(), link => Assert.Equal(0, link.GetProperty("between").GetInt64()));
        Assert.Equal(3, summary.GetProperty("guests").GetArrayLength());
    }

    [Fact]
    public void A_stage_in_a_guest_without_which_the_chain_cannot_go_on_stops_all_of_it()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["chain.yaml"], """
            chain: stopped
            ports: { in: { open: "gen:", rate: 10k }, out: { open: "pcap:out.pcap" } }
            stages: { a: { kind: fault, every: 3, restarts: { max: 3, within: 10s }, on-fault: stop }, b: { kind: forward } }
            paths: { main: in -> a -> b -> out }
            guests: { g1: { kind: process, run: a } }
            """);

        ToolResult run = Nfv.Run(folder.Path, "run", "chain.yaml", "--json");

        Assert.True(run.Status == 3, $"exit status {run.Status}\n{run.Output}{run.Errors}");
        JsonElement summary = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("fault", summary.GetProperty("ending").GetString());
        Assert.True(summary.GetProperty("balances").GetBoolean(), run.Output);
        Assert.Contains("guest 'g1': ", run.Errors, StringComparison.Ordinal);
    }
}
