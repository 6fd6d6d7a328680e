using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.FirstChain;

public sealed class InterruptTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_ends_an_endless_run_with_books_that_balance(string signal)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(
            folder["endless.yaml"],
            """
            chain: endless
            ports:
              in:  { open: "gen:", rate: 10k, seed: 1 }
              out: { open: "pcap:out.pcap" }
            stages:
              seen: { kind: counter }
            paths:
              main: in -> seen -> out
            """);

        Process program = Nfv.Start(folder.Path, "run", "endless.yaml", "--json");
        Assert.True(SpinWait.SpinUntil(() => program.HasExited || HasPackets(folder["out.pcap"]), TimeSpan.FromSeconds(30)));
        Tool.Run("kill", $"-{signal}", program.Id.ToString(CultureInfo.InvariantCulture)).Succeeded();

        JsonElement summary = JsonDocument.Parse(Tool.Finish(program).Succeeded().Output).RootElement;
        Assert.Equal("signal", summary.GetProperty("ending").GetString());
        Assert.True(summary.GetProperty("balances").GetBoolean());
        Assert.Equal(summary.GetProperty("sent").GetInt32(), PcapFile.Frames(folder["out.pcap"]).Count);
    }

    private static bool HasPackets(string capture) => File.Exists(capture) && new FileInfo(capture).Length > PcapFile.FileHeader;
}
