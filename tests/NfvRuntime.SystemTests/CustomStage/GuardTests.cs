using System.Text.Json;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.CustomStage;

/// <summary>chains/custom/guard.yaml, run by the real program over the first chain's capture.</summary>
public sealed class GuardTests
{
    [Fact]
    public void The_guard_of_the_examples_blocks_what_its_chain_says()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["chains/custom/bin"]);
        File.Copy(Repository.PathOf("chains", "first.pcap"), folder["chains/first.pcap"]);
        File.Copy(Repository.PathOf("chains", "custom", "guard.yaml"), folder["chains/custom/guard.yaml"]);
        foreach (string file in Directory.EnumerateFiles(Repository.PathOf("chains", "custom", "bin"), "Acme.DnsGuard.*"))
        {
            File.Copy(file, folder[$"chains/custom/bin/{Path.GetFileName(file)}"]);
        }

        ToolResult result = Nfv.Run(folder["chains"], "run", "custom/guard.yaml", "--json").Succeeded();

        using JsonDocument document = JsonDocument.Parse(result.Output);
        JsonElement root = document.RootElement;
        Assert.True(root.GetProperty("balances").GetBoolean());
        Assert.Equal(2, root.GetProperty("dropped").GetProperty("acme-dns-unasked").GetInt32());
        Assert.Equal(2, root.GetProperty("dropped").GetProperty("acme-dns-malformed").GetInt32());
        Assert.Equal(2, root.GetProperty("stages")[0].GetProperty("counts").GetProperty("acme.dns.blocked{rule=missing.example.test}").GetInt32());
        Assert.Equal(2, PcapFile.Frames(folder["chains/out/questions.pcap"]).Count);
        Assert.Equal(1080 - 6, PcapFile.Frames(folder["chains/out/guarded.pcap"]).Count);
    }
}
