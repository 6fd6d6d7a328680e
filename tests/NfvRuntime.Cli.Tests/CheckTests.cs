namespace NfvRuntime.Cli.Tests;

public sealed class CheckTests
{
    [Fact]
    public void A_sound_chain_is_called_sound()
    {
        using var folder = new ChainFolder(
            """
            chain: sound
            ports:
              in: { open: "gen:", count: 10 }
              out: { open: "pcap:out.pcap" }
            stages:
              f: { kind: forward }
            paths:
              main: in -> f -> out
            """);

        (int exit, string output, string error) = Nfv.Run("check", folder.Chain);

        Assert.Equal("", error);
        Assert.Equal($"{folder.Chain}: chain 'sound' is sound: 2 ports, 1 stages, 1 paths\n", output);
        Assert.Equal(0, exit);
    }

    [Fact]
    public void Every_mistake_of_real_ports_and_stages_is_reported_at_its_place()
    {
        using var folder = new ChainFolder(
            """
            chain: wrong
            ports:
              in: { open: "gen:", rate: fast, colour: red }
              out: { open: "pcap:" }
              odd: { open: "dpdk:eth0" }
            stages:
              f: { kind: firewal }
              g: { kind: fault, evry: 3 }
            paths:
              main: in -> f -> g -> out
              more: odd -> out
            """);

        (int exit, string output, string error) = Nfv.Run("check", folder.Chain);

        Assert.Equal(1, exit);
        Assert.Equal("", output);
        string[] lines = error.TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.Matches(@"^.*chain\.yaml:\d+:\d+: (error|warning) NFV\d{4}: .+$", line));
        Assert.Contains(lines, line => line.Contains(":3:29: error", StringComparison.Ordinal) && line.Contains("'fast'", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(":3:35: error", StringComparison.Ordinal) && line.Contains("'colour'", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(":4:16: error", StringComparison.Ordinal) && line.Contains("needs a file name", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(":7:14: error", StringComparison.Ordinal) && line.Contains("firewall", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(":8:21: error", StringComparison.Ordinal) && line.Contains("'every'", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(":5:16: error", StringComparison.Ordinal));
    }

    [Fact]
    public void A_ring_of_lossless_pipes_is_refused()
    {
        using var folder = new ChainFolder(
            """
            chain: ring
            ports:
              a: { open: "netmap:p{1" }
              b: { open: "netmap:p}1" }
              c: { open: "netmap:q{1" }
              d: { open: "netmap:q}1" }
            paths:
              one: b -> c
              two: d -> a
            """);

        (int exit, _, string error) = Nfv.Run("check", folder.Chain);

        Assert.Equal(1, exit);
        Assert.Contains("ring", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_files_are_checked_and_one_wrong_one_is_enough_to_fail()
    {
        using var good = new ChainFolder("chain: g\nports:\n  in: { open: \"gen:\", count: 1 }\npaths:\n  p: in -> drop\n");
        using var bad = new ChainFolder("chain: [\n");

        (int exit, string output, string error) = Nfv.Run("check", bad.Chain, good.Chain);

        Assert.Equal(1, exit);
        Assert.Contains("'g' is sound", output, StringComparison.Ordinal);
        Assert.StartsWith(bad.Chain + ":", error, StringComparison.Ordinal);
    }
}
