using System.Diagnostics;
using System.Text.Json;

namespace NfvRuntime.Cli.Tests;

public sealed class RunTests
{
    private const string Endless =
        """
        chain: endless
        ports:
          in: { open: "gen:", rate: 100k, flows: 10 }
          out: { open: "pcap:out.pcap" }
        stages:
          c: { kind: counter }
        paths:
          main: in -> c -> out
        """;

    [Fact]
    public void Json_output_is_exactly_one_document_that_adds_up()
    {
        using var folder = new ChainFolder(
            """
            chain: counted
            ports:
              in: { open: "gen:", count: 12345, sizes: imix, flows: 100, seed: 3 }
              out: { open: "pcap:out.pcap" }
            stages:
              f: { kind: fault, every: 5 }
              c: { kind: counter }
            paths:
              main: in -> f -> c -> out
            """);

        (int exit, string output, string error) = Nfv.Run("run", folder.Chain, "--json");

        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement root = document.RootElement;
        Assert.True(root.GetProperty("balances").GetBoolean(), output + error);
        Assert.Equal("inputs-ended", root.GetProperty("ending").GetString());
        ulong sent = root.GetProperty("sent").GetUInt64();
        ulong lost = root.GetProperty("dropped").GetProperty("stage-fault").GetUInt64();
        Assert.Equal(12345ul, root.GetProperty("received").GetUInt64());
        Assert.Equal(12345ul, sent + lost);
        JsonElement fault = root.GetProperty("stages").EnumerateArray().First(stage => stage.GetProperty("name").GetString() == "f");
        Assert.True(fault.GetProperty("restarts").GetUInt64() > 0);
        Assert.Equal(fault.GetProperty("bursts").GetUInt64() / 5, fault.GetProperty("restarts").GetUInt64());
        Assert.Equal(0, exit);
    }

    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public void A_signal_ends_the_run_in_order(string signal)
    {
        using var folder = new ChainFolder(Endless);

        (int exit, string output, _) = Nfv.Run(["run", folder.Chain, "--json"], process =>
        {
            string capture = folder.PathOf("out.pcap");
            SpinWait.SpinUntil(() => File.Exists(capture) && new FileInfo(capture).Length > 24, TimeSpan.FromSeconds(60));
            Process.Start("kill", [signal, process.Id.ToString()])!.WaitForExit();
        });

        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal("signal", document.RootElement.GetProperty("ending").GetString());
        Assert.True(document.RootElement.GetProperty("balances").GetBoolean(), output);
        Assert.True(document.RootElement.GetProperty("sent").GetUInt64() > 0);
        Assert.Equal(0, exit);
    }

    [Fact]
    public void A_run_for_a_stated_time_stays_up_that_long_although_its_inputs_have_ended()
    {
        using var folder = new ChainFolder("chain: g\nports:\n  in: { open: \"gen:\", count: 7 }\npaths:\n  p: in -> drop\n");

        (int exit, string output, _) = Nfv.Run("run", folder.Chain, "--for", "1500ms", "--json");

        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal("time", document.RootElement.GetProperty("ending").GetString());
        Assert.True(document.RootElement.GetProperty("seconds").GetDouble() >= 1.5);
        Assert.Equal(7ul, document.RootElement.GetProperty("dropped").GetProperty("path-drop").GetUInt64());
        Assert.Equal(0, exit);
    }

    [Fact]
    public void The_summary_for_people_states_the_sum()
    {
        using var folder = new ChainFolder("chain: g\nports:\n  in: { open: \"gen:\", count: 7 }\npaths:\n  p: in -> drop\n");

        (int exit, string output, _) = Nfv.Run("run", folder.Chain);

        Assert.Contains("7 received + 0 created = 0 sent + 0 consumed + 7 path-drop + 0 held", output, StringComparison.Ordinal);
        Assert.Equal(0, exit);
    }

    [Fact]
    public void A_port_that_cannot_be_opened_is_named_and_nothing_runs()
    {
        using var folder = new ChainFolder("chain: g\nports:\n  in: { open: \"pcap:missing.pcap\" }\npaths:\n  p: in -> drop\n");

        (int exit, string output, string error) = Nfv.Run("run", folder.Chain);

        Assert.Equal(1, exit);
        Assert.Equal("", output);
        Assert.StartsWith("error: port 'in': ", error, StringComparison.Ordinal);
        Assert.Contains("missing.pcap", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_that_cannot_be_made_is_named_and_nothing_is_left_behind()
    {
        using var folder = new ChainFolder(
            """
            chain: g
            ports:
              in: { open: "gen:", count: 7 }
            stages:
              m: { kind: mirror, file: x }
            paths:
              p: in -> m -> drop
            """);
        Directory.CreateDirectory(folder.PathOf("x")); // a folder in the file's place

        (int exit, string output, string error) = Nfv.Run("run", folder.Chain);

        Assert.Equal(1, exit);
        Assert.Equal("", output);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
    }
}
