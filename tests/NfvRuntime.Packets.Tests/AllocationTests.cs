namespace NfvRuntime.Packets.Tests;

public class AllocationTests
{
    [Fact]
    public void Parsing_hashing_and_checksums_allocate_nothing()
    {
        var frames = Frames.All.Values.ToArray();
        var keys = new HashSet<FlowKey>();
        Touch(frames, keys);

        // Code that is compiled anew while it runs can allocate once, so one round of five must be clean; what allocates per packet never is.
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ => Spent()));

        long Spent()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                Touch(frames, keys);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [InlineData("pcap")]
    [InlineData("pcapng")]
    public void Reading_a_capture_allocates_nothing_per_packet(string kind)
    {
        var packets = CaptureFiles.Some(3000);
        var file = kind == "pcap" ? CaptureFiles.Pcap(true, true, packets) : CaptureFiles.Pcapng(true, packets);
        using var reader = new CaptureReader(file.File);
        for (var i = 0; i < 2000; i++)
        {
            reader.TryRead(out _);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        while (reader.TryRead(out _))
        {
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(3000, reader.Count);
    }

    [Fact]
    public void Writing_a_capture_allocates_nothing_per_packet()
    {
        using var writer = new CaptureWriter(Stream.Null);
        var data = Frames.Bytes(1500);
        writer.Write(1, data);
        writer.Flush();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            writer.Write(i, data);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
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
