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
}
