using System.Text.Json;

namespace NfvRuntime.Cli.Tests;

public sealed class PlanTests
{
    private const string Chain = """
        chain: planned
        ports: { in: { open: "gen:", count: 10 }, out: { open: "pcap:out.pcap" } }
        stages: { a: { kind: forward }, b: { kind: forward }, c: { kind: forward } }
        paths: { main: in -> a -> b -> c -> out }
        guests:
          g1: { kind: process, trust: t, run: a, memory: 256M }
          g2: { kind: process, trust: t, run: b }
          g3: { kind: process, run: c, ports: out }
        """;

    [Fact]
    public void A_plan_shows_placement_links_regions_and_threads_and_starts_nothing()
    {
        using var folder = new ChainFolder(Chain);

        (int exit, string output, string error) = Nfv.Run("plan", folder.Chain, "--cpus", "2");

        Assert.Equal(("", 0), (error, exit));
        Assert.StartsWith("chain planned: 4 segments, 3 links, 3 regions of ", output, StringComparison.Ordinal);
        Assert.Contains("host: in | 0 kloop | g1: a | 1 pipe | g2: b | 2 vale | g3: c -> out", output, StringComparison.Ordinal);
        Assert.Contains("zero-copy in t", output, StringComparison.Ordinal);
        Assert.Contains("copied, t to g3", output, StringComparison.Ordinal);
        Assert.Contains("g1, g2 (shared)", output, StringComparison.Ordinal);
        Assert.Contains("note: 6 islands on 2 CPUs: none spins", output, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.PathOf("out.pcap")));
    }

    [Fact]
    public void The_document_holds_the_same()
    {
        using var folder = new ChainFolder(Chain);

        (int exit, string output, _) = Nfv.Run("plan", folder.Chain, "--cpus", "64", "--json");

        Assert.Equal(0, exit);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement root = document.RootElement, path = root.GetProperty("paths")[0];
        Assert.Equal(["kloop", "pipe", "vale"], root.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("kind").GetString()));
        Assert.Equal((3, 2, false), (path.GetProperty("links").GetInt32(), path.GetProperty("copies").GetInt32(), path.GetProperty("is_lossless").GetBoolean()));
        Assert.Equal(268435456, root.GetProperty("segments")[1].GetProperty("memory").GetInt64());
        Assert.Equal(root.GetProperty("bytes").GetInt64(), root.GetProperty("regions").EnumerateArray().Sum(region => region.GetProperty("bytes").GetInt64()));
        Assert.Equal("eventfd", root.GetProperty("links")[1].GetProperty("kicks")[0].GetProperty("means").GetString());
        Assert.DoesNotContain("islands on", root.GetProperty("notices").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_starts_the_guests_and_its_books_balance()
    {
        using var folder = new ChainFolder(Chain);
        Assert.Equal(0, Nfv.Run("check", folder.Chain).Exit);

        (int exit, string output, string error) = Nfv.Run("run", folder.Chain, "--json");

        Assert.True(exit == 0, error + output);
        JsonElement root = JsonDocument.Parse(output).RootElement;
        Assert.True(root.GetProperty("balances").GetBoolean());
        Assert.Equal(0, root.GetProperty("lost").GetInt64());
        Assert.Equal(["g1", "g2", "g3"], root.GetProperty("guests").EnumerateArray().Select(guest => guest.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_region_that_cannot_be_so_large_is_an_error()
    {
        using var folder = new ChainFolder(Chain + "\nlinks: { \"a -> b\": { rings: 64, slots: 8176 }, \"b -> c\": { rings: 64, slots: 8176 } }\n");

        (int exit, string output, string error) = Nfv.Run("plan", folder.Chain);

        Assert.Equal((1, ""), (exit, output));
        Assert.StartsWith("error: region 't': ", error, StringComparison.Ordinal);
    }
}
