using System.Text.Json;

namespace NfvRuntime.Cli.Tests;

public sealed class DoctorTests
{
    [Fact]
    public void Every_check_reports_and_says_what_to_do()
    {
        (int exit, string output, string error) = Nfv.Run("doctor", "--json");

        Assert.Equal(("", 0), (error, exit));
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement[] findings = [.. document.RootElement.GetProperty("findings").EnumerateArray()];
        string[] checks = [.. findings.Select(finding => finding.GetProperty("check").GetString()!)];
        Assert.All(
            ["cpus", "kvm", "qemu", "hugepages", "kernel", "nofile", "memlock", "netmap", "tun", "numa", "leftovers"], check => Assert.Contains(check, checks));
        Assert.All(findings, finding => Assert.True(
            finding.GetProperty("level").GetString() is "ok" or "note" || finding.TryGetProperty("fix", out _), finding.ToString()));
    }

    [Fact]
    public void A_chain_is_held_against_the_machine()
    {
        using var folder = new ChainFolder("""
            chain: held
            ports: { in: { open: "packet:nfvnone0" }, out: { open: "pcap:out.pcap" } }
            stages: { a: { kind: forward } }
            paths: { main: in -> a -> out }
            """);

        (int exit, string output, _) = Nfv.Run("doctor", folder.Chain);

        Assert.Equal(1, exit);
        Assert.Contains("there is no interface 'nfvnone0'", output, StringComparison.Ordinal);
        Assert.Contains("islands of chain 'held'", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_killed_run_left_is_found_and_removed_only_when_asked()
    {
        string runtime = Directory.CreateTempSubdirectory("nfv-doctor-").FullName, left = Path.Combine(runtime, "nfvruntime", "vm1-0123");
        try
        {
            Directory.CreateDirectory(left);
            File.WriteAllText(Path.Combine(left, "owner"), "1 999999999999"); // process 1 was started earlier
            var own = new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = runtime };

            string output = Nfv.RunWith(own, "doctor").Out;
            Assert.Contains(left, output, StringComparison.Ordinal);
            Assert.Contains("nfv doctor --clean", output, StringComparison.Ordinal);
            Assert.True(Directory.Exists(left));

            Assert.Contains("removed: machine folder", Nfv.RunWith(own, "doctor", "--clean").Out, StringComparison.Ordinal);
            Assert.False(Directory.Exists(left));
        }
        finally
        {
            Directory.Delete(runtime, recursive: true);
        }
    }
}
