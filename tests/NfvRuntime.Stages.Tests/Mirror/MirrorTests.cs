using NfvRuntime.Counters;
using NfvRuntime.Packets;
using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Stages.Tests.Support;

namespace NfvRuntime.Stages.Tests.Mirror;

public sealed class MirrorTests : IDisposable
{
    private static readonly byte[][] Frames = [.. HostileFrames.Models(), TestFrames.Udp("10.0.0.1", "10.0.0.2", 1, 2, 8000)];
    private readonly string _folder = Directory.CreateTempSubdirectory("mirror").FullName;

    private StageHarnessOptions FileOnly => new() { BaseDirectory = _folder, Unconnected = ["copy"] };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Writes_every_packet_and_passes_it_on_unchanged()
    {
        using (var harness = StageHarness.Of(MirrorStage.Kind, "file: deep/down.pcap", FileOnly))
        {
            harness.Send(Frames);
            Assert.Equal(Frames, harness.Take());
            Assert.Empty(harness.Drops);
            Assert.Equal(Cell(harness, Catalogue.MirrorPackets), (ulong)Frames.Length);
        }

        Assert.Equal(Frames, Read("deep/down.pcap").Select(packet => packet.Data));
    }

    [Fact]
    public void Cuts_what_it_writes_at_the_snap_length_and_tells_the_length_on_the_wire()
    {
        using (var harness = StageHarness.Of(MirrorStage.Kind, "file: a.pcap, snaplen: 60", FileOnly))
        {
            harness.Send(Frames);
            Assert.Equal(Frames, harness.Take());
        }

        Assert.Equal(Frames.Select(frame => (frame[..Math.Min(60, frame.Length)], frame.Length)), Read("a.pcap"));
    }

    [Fact]
    public void Goes_on_with_the_same_file_after_a_restart()
    {
        using (var harness = StageHarness.Of(MirrorStage.Kind, "file: a.pcap", FileOnly))
        {
            harness.Send(Frames[0]);
            harness.Restart();
            Assert.Equal([Frames[0]], Read("a.pcap").Select(packet => packet.Data));
            harness.Send(Frames[1]);
        }

        Assert.Equal(Frames[..2], Read("a.pcap").Select(packet => packet.Data));
    }

    [Fact]
    public void Truncates_the_file_of_an_earlier_run()
    {
        for (int run = 0; run < 2; run++)
        {
            using var harness = StageHarness.Of(MirrorStage.Kind, "file: a.pcap", FileOnly);
            harness.Send(Frames[run]);
        }

        Assert.Equal([Frames[1]], Read("a.pcap").Select(packet => packet.Data));
    }

    [Fact]
    public void Copies_go_to_their_gate_where_a_path_leaves_it()
    {
        using var harness = StageHarness.Of(MirrorStage.Kind);
        harness.Send(Frames);
        Assert.Equal(Frames, harness.Take());
        Assert.Equal(Frames, harness.Take("copy"));
        Assert.Equal((ulong)Frames.Length, harness.Stage.Counters.Created.Value);
    }

    [Fact]
    public void A_copy_without_reserve_is_dropped_and_never_the_original()
    {
        using var harness = StageHarness.Of(MirrorStage.Kind, "", new() { Burst = 8, Reserve = 1, Credits = 1 });
        byte[][] frames = [.. Enumerable.Range(0, 24).Select(i => TestFrames.Udp("10.0.0.1", "10.0.0.2", i, 53))];
        harness.Hold("copy");
        harness.Send(frames);
        Assert.Equal(frames, harness.Take());
        Assert.Equal(new Dictionary<string, long> { ["no-reserve"] = 16 }, harness.Drops);
        harness.Release("copy");
        Assert.Equal(frames[..8], harness.Take("copy"));
    }

    [Fact]
    public void Without_file_and_path_it_only_passes_on()
    {
        using var harness = StageHarness.Of(MirrorStage.Kind, "", FileOnly);
        harness.Send(Frames);
        Assert.Equal(Frames, harness.Take());
        Assert.Equal(0UL, harness.Stage.Counters.Created.Value);
    }

    [Fact]
    public void A_full_disk_costs_the_capture_and_no_packet()
    {
        using var harness = StageHarness.Of(MirrorStage.Kind, "file: /dev/full", FileOnly);
        byte[] large = TestFrames.Udp("10.0.0.1", "10.0.0.2", 1, 2, 1400);
        for (int i = 0; i < 20; i++)
        {
            harness.Send([.. Enumerable.Repeat(large, 100)]);
        }

        Assert.Equal(2000, harness.Take().Length);
        Assert.Equal(2000UL, Cell(harness, Catalogue.MirrorLost));
        Assert.Equal(0UL, Cell(harness, Catalogue.MirrorPackets));
        Assert.Equal(0, harness.Restarts);
    }

    [Fact]
    public void A_file_that_cannot_be_made_is_named_at_the_start()
    {
        File.WriteAllText(Path.Combine(_folder, "taken"), "");
        var fault = Assert.Throws<IOException>(() => StageHarness.Of(MirrorStage.Kind, "file: taken/a.pcap", FileOnly));
        Assert.StartsWith($"Stage 'stage' cannot create its capture '{_folder}/taken/a.pcap': ", fault.Message);
    }

    [Fact]
    public void Allocates_nothing()
    {
        using var harness = StageHarness.Of(MirrorStage.Kind, "file: a.pcap, snaplen: 64", FileOnly with { Unconnected = [] });
        Assert.Equal(0, Memory.AllocatedBy(harness, new HostileFrames(seed: 3).Next));
    }

    [Theory]
    [InlineData("file: ''", "1:7: error NFV0104: 'file' must be a text, found ''")]
    [InlineData("file: a.pcap, snaplen: 0", "1:24: error NFV0105: 'snaplen' must be a whole number from 1 to 262144, found '0'")]
    [InlineData("snaplen: 100", "1:10: error NFV0107: 'snaplen' is about the capture: name it with 'file'")]
    [InlineData("path: a.pcap", "1:1: error NFV0101: unknown key 'path' in stage 'stage'; known keys: file, snaplen")]
    public void Says_exactly_what_is_wrong_and_where(string settings, string expected) =>
        Assert.Equal([$"settings:{expected}"], Check.Mistakes(MirrorStage.Kind, settings));

    private static ulong Cell(StageHarness harness, Metric metric) =>
        harness.Counters.Read().Single(reading => reading.Metric.Name == metric.Name).Value;

    private List<(byte[] Data, int Length)> Read(string file)
    {
        using var reader = new CaptureReader(File.OpenRead(Path.Combine(_folder, file)));
        var packets = new List<(byte[], int)>();
        while (reader.TryRead(out CapturedPacket packet))
        {
            packets.Add((packet.Data.ToArray(), packet.OriginalLength));
        }

        return packets;
    }
}
