namespace NfvRuntime.Packets.Tests;

public class AllocationTests
{
    [Fact]
    public void Parsing_hashing_and_checksums_allocate_nothing()
    {
        var frames = Frames.All.Values.ToArray();
        var keys = new HashSet<FlowKey>();
        Touch(frames, keys);

        Assert.Equal(0, Allocation.Least(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                Touch(frames, keys);
            }
        }));
    }

    [Theory]
    [InlineData("pcap")]
    [InlineData("pcapng")]
    public void Reading_a_capture_allocates_nothing_per_packet(string kind)
    {
        var packets = CaptureFiles.Some(3000);
        var file = kind == "pcap" ? CaptureFiles.Pcap(true, true, packets) : CaptureFiles.Pcapng(true, packets);
        using var reader = new CaptureReader(file.File);
        for (var i = 0; i < 500; i++)
        {
            reader.TryRead(out _);
        }

        Assert.Equal(0, Allocation.Least(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                reader.TryRead(out _);
            }
        }));
        Assert.Equal(3000, reader.Count);
    }

    [Fact]
    public void Writing_a_capture_allocates_nothing_per_packet()
    {
        using var writer = new CaptureWriter(Stream.Null);
        var data = Frames.Bytes(1500);
        writer.Write(1, data);
        writer.Flush();
        Assert.Equal(0, Allocation.Least(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                writer.Write(i, data);
            }
        }));
    }

    private static void Touch(byte[][] frames, HashSet<FlowKey> keys)
    {
        foreach (var frame in frames)
        {
            var found = HeaderParser.Parse(frame);
            FlowHash.Compute(frame, found);
            if (FlowKey.TryRead(frame, found, out var key))
            {
                keys.Add(key.Canonical());
            }

            ViewOracle.Read(frame);
            InternetChecksum.Compute(frame);
        }
    }
}
