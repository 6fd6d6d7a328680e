using System.Text.Json;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.FirstChain;

public sealed class BadInputTests
{
    private static readonly string Capture = Repository.PathOf("chains", "first.pcap");

    /// <summary>Where the second record of chains/first.pcap begins.</summary>
    private static readonly int Second = PcapFile.FileHeader + PcapFile.RecordHeader + PcapFile.Frames(Capture)[0].Length;

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public void A_wrong_chain_file_gives_every_mistake_at_its_place_and_exit_status_1(string command)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(
            folder["wrong.yaml"],
            """
            chain: wrong
            ports:
              in:  { open: "pcap:first.pcap", pase: recorded }
              out: { open: "pcap:out.pcap" }
            stages:
              fw:   { kind: firewall, default: drop, rules: [ { allow: tcp, to: 10.0.0.0/33 } ] }
              seen: { kind: countr }
            paths:
              main: in -> fw -> sen -> out
            """);

        ToolResult result = Nfv.Run(folder.Path, command, "wrong.yaml");
        Assert.Equal(
            """
            wrong.yaml:3:35: error NFV0101: unknown key 'pase' in port 'in'; did you mean 'pace'?
            wrong.yaml:6:69: error NFV0104: 'to' must be a prefix such as 10.0.0.0/24 or 2001:db8::/32, or an address, found '10.0.0.0/33'
            wrong.yaml:7:17: error NFV0204: unknown kind of stage 'countr'; did you mean 'counter'?
            wrong.yaml:9:21: error NFV0302: path 'main': there is no port or stage 'sen'; did you mean 'seen'?

            """,
            result.Errors);
        Assert.Empty(result.Output);
        Assert.Equal(1, result.Status);
        Assert.False(File.Exists(folder["out.pcap"]));
    }

    [Fact]
    public void A_capture_cut_in_its_file_header_stops_the_start() =>
        Assert.Equal(
            ("error: port 'wire': first.pcap: at byte 0: the file ends after 10 of 24 bytes of the pcap file header", null),
            RunOnCapture(length: 10));

    [Fact]
    public void A_capture_cut_in_a_record_header_is_played_up_to_there() =>
        Assert.Equal(
            ($"error: port 'wire': first.pcap: packet 2 at byte {Second}: the file ends after 1 of 16 bytes of the packet header", 1),
            RunOnCapture(Second + 1));

    [Fact]
    public void A_capture_cut_in_a_packet_is_played_up_to_the_packet_before()
    {
        int size = PcapFile.Frames(Capture)[1].Length;
        Assert.Equal(
            ($"error: port 'wire': first.pcap: packet 2 at byte {Second}: the file ends after {size - 1} of {size} bytes of the packet", 1),
            RunOnCapture(Second + PcapFile.RecordHeader + size - 1));
    }

    /// <summary>What a run of chains/first.yaml says on standard error, and how many packets it received; null if it did not start.</summary>
    private static (string Errors, int? Received) RunOnCapture(int length)
    {
        using TemporaryFolder folder = new();
        File.Copy(Repository.PathOf("chains", "first.yaml"), folder["first.yaml"]);
        File.WriteAllBytes(folder["first.pcap"], File.ReadAllBytes(Capture)[..length]);

        ToolResult result = Nfv.Run(folder.Path, "run", "first.yaml", "--json");
        Assert.Equal(1, result.Status);
        string errors = result.Errors.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).TrimEnd();
        return (errors, result.Output.Length == 0 ? null : JsonDocument.Parse(result.Output).RootElement.GetProperty("received").GetInt32());
    }
}
