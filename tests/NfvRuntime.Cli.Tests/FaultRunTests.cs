using System.Diagnostics;
using System.Text.Json;

namespace NfvRuntime.Cli.Tests;

/// <summary>How runs end when a stage falls or hangs, and how they are started again.</summary>
public sealed class FaultRunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_chain_that_cannot_do_without_a_stage_stops_in_order_and_says_why()
    {
        using var folder = Chain("fault, every: 1, on-fault: stop, restarts: { max: 2, within: 1h }");

        (int exit, string output, string error) = Nfv.Run("run", folder.Chain, "--json");

        Assert.Equal(3, exit);
        JsonElement summary = JsonDocument.Parse(output).RootElement;
        Assert.Equal("fault", summary.GetProperty("ending").GetString());
        Assert.True(summary.GetProperty("balances").GetBoolean(), output);
        Assert.StartsWith("stage 's' is out of service: it failed 2 times within 3600 s", summary.GetProperty("errors")[0].GetString());
        Assert.Contains("stage 's': failed 2 times within 3600 s: its state is discarded", error);
        Assert.Contains("the chain stops (on-fault: stop)", error);
    }

    [Fact]
    public void A_stage_that_never_returns_ends_the_process_with_what_is_known()
    {
        using var folder = Chain("fault, every-packets: 1000, mode: hang", "options: { watchdog: 200ms }");

        (int exit, string output, string error) = Nfv.Run("run", folder.Chain, "--json");

        Assert.Equal(4, exit);
        JsonElement summary = JsonDocument.Parse(output).RootElement;
        Assert.Equal("watchdog", summary.GetProperty("ending").GetString());
        Assert.True(summary.GetProperty("balances").GetBoolean(), output);
        Assert.True(summary.GetProperty("sent").GetUInt64() > 0, output);
        Assert.Contains("watchdog: stage 's' has not returned for 200 ms", error);
    }

    [Fact]
    public void A_stage_that_does_not_return_from_the_first_packet_ends_the_process_as_well()
    {
        using var folder = Chain("fault, every: 1, mode: hang", "options: { watchdog: 200ms }");

        (int exit, _, string error) = Nfv.Run("run", folder.Chain);

        Assert.Equal(4, exit);
        Assert.Contains("stage 's' has not returned for", error);
    }

    [Fact]
    public void A_killed_chain_is_started_again_and_a_signal_ends_it_for_good()
    {
        using var folder = Chain("forward");
        int first = 0;
        (int exit, string output, string error) = Nfv.Run(["run", folder.Chain, "--json", "--respawn"], process =>
        {
            first = RunningChild(process, folder, except: 0);
            Signal("-KILL", first);
            RunningChild(process, folder, except: first);
            Signal("-TERM", process.Id);
        });

        Assert.Contains($"respawn: process {first} was killed by signal 9 after ", error);
        Assert.Contains("; started again in 1 s (respawn 1)", error);
        JsonElement summary = JsonDocument.Parse(output).RootElement; // of the second one alone: the first could print none
        Assert.Equal("signal", summary.GetProperty("ending").GetString());
        Assert.Equal(0, exit);
    }

    [Fact]
    public void A_chain_stops_when_the_process_is_killed_that_watches_it()
    {
        using var folder = Chain("forward");
        int child = 0;
        (_, string output, _) = Nfv.Run(["run", folder.Chain, "--json", "--respawn"], process =>
        {
            child = RunningChild(process, folder, except: 0);
            Signal("-KILL", process.Id);
        });

        // The pipe of standard output is read to its end, so the child has ended; it did so in order.
        Assert.Equal("signal", JsonDocument.Parse(output).RootElement.GetProperty("ending").GetString());
    }

    [Fact]
    public void What_ends_by_itself_or_cannot_start_is_not_started_again()
    {
        using var folder = new ChainFolder("chain: g\nports:\n  in: { open: \"gen:\", count: 7 }\npaths:\n  p: in -> drop\n");
        using var wrong = new ChainFolder("chain: g\n");

        Assert.Equal(0, Nfv.Run("run", folder.Chain, "--respawn").Exit);
        Assert.Equal(1, Nfv.Run("run", wrong.Chain, "--respawn").Exit);
    }

    private static ChainFolder Chain(string stage, string options = "") => new(
        $$"""
        chain: c
        ports:
          in: { open: "gen:", rate: 20k }
          out: { open: "pcap:out.pcap" }
        stages:
          s: { kind: {{stage}} }
        paths:
          main: in -> s -> out
        {{options}}
        """);

    /// <summary>The child in which the chain runs, once it carries packets.</summary>
    private static int RunningChild(Process parent, ChainFolder folder, int except)
    {
        int child = 0;
        Assert.True(SpinWait.SpinUntil(() => (child = ChildOf(parent.Id, except)) != 0, Patience), "there is no child");
        string capture = folder.PathOf("out.pcap");
        DateTime since = DateTime.UtcNow;
        Assert.True(
            SpinWait.SpinUntil(() => File.Exists(capture) && File.GetLastWriteTimeUtc(capture) > since && new FileInfo(capture).Length > 24, Patience),
            "the child carries no packets");
        return child;
    }

    private static int ChildOf(int parent, int except) => Directory.EnumerateDirectories($"/proc/{parent}/task")
        .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(int.Parse).FirstOrDefault(id => id != except);

    private static void Signal(string signal, int process) => Process.Start("kill", [signal, $"{process}"])!.WaitForExit();
}
