using System.Diagnostics;

namespace NfvRuntime.Packets.Tests;

/// <summary>Other programs read what is written here, and the other way round.</summary>
public class JudgeTests
{
    [ToolFact("tcpdump")]
    public void Tcpdump_reads_a_written_capture_to_the_nanosecond()
    {
        using var folder = new Folder();
        var path = folder.Write();
        var lines = Run("tcpdump", "-r", path, "-nn", "-e", "--nano", "-tt", "-q").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Frames.All.Count, lines.Length);
        Assert.StartsWith("1700000000.123456789 ", lines[0]);
    }

    [ToolFact("tshark")]
    public void Tshark_finds_the_one_wrong_checksum_among_those_of_all_frames()
    {
        using var folder = new Folder();
        var wrong = Frames.All["ipv6 tcp"].ToArray();
        wrong[^1] ^= 1;
        var path = folder.Write(wrong);
        var layers = new[] { "ip", "tcp", "udp", "icmp", "icmpv6" };
        var faults = Run("tshark", ["-r", path, .. layers[..3].SelectMany(l => new[] { "-o", $"{l}.check_checksum:TRUE" }),
            "-Y", string.Join(" || ", layers.Select(l => $"{l}.checksum.status == 0")), "-T", "fields", "-e", "frame.number"]);
        Assert.Equal($"{Frames.All.Count + 1}", faults);
    }

    [ToolFact("editcap")]
    public void A_capture_converted_by_editcap_reads_the_same()
    {
        using var folder = new Folder();
        var path = folder.Write();
        foreach (var kind in new[] { "pcapng", "pcap", "nsecpcap" })
        {
            var converted = path + "." + kind;
            Run("editcap", "-F", kind, path, converted);
            using var one = CaptureReader.Open(path);
            using var two = CaptureReader.Open(converted);
            while (one.TryRead(out var packet))
            {
                Assert.True(two.TryRead(out var other));
                Assert.Equal(packet.Data.ToArray(), other.Data.ToArray());
                Assert.Equal(kind == "pcap" ? packet.Timestamp / 1000 * 1000 : packet.Timestamp, other.Timestamp);
            }

            Assert.False(two.TryRead(out _));
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {errors.Result}");
        return output.Trim();
    }

    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("packets-").FullName;

        public string Write(params byte[][] more)
        {
            var path = Path.Combine(_path, "all.pcap");
            using var writer = CaptureWriter.Create(path);
            var timestamp = 1_700_000_000_123_456_789;
            foreach (var frame in Frames.All.Values.Concat(more))
            {
                writer.Write(timestamp++, frame);
            }

            return path;
        }

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
