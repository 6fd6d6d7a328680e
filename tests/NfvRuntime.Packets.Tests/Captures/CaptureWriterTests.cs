namespace NfvRuntime.Packets.Tests;

public class CaptureWriterTests
{
    [Theory]
    [InlineData(CaptureResolution.Nanoseconds)]
    [InlineData(CaptureResolution.Microseconds)]
    public void What_was_written_is_read_back(CaptureResolution resolution)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var stream = new MemoryStream();
        var packets = new List<(long Timestamp, byte[] Data, int Original)>();
        using (var writer = new CaptureWriter(stream, resolution, bufferSize: CaptureReader.MaxPacketLength + 16))
        {
            for (var i = 0; i < 2000; i++)
            {
                var data = new byte[i % 400 == 0 ? CaptureReader.MaxPacketLength : random.Next(2000)];
                random.NextBytes(data);
                var timestamp = random.NextInt64((1L << 32) * 1_000_000_000);
                packets.Add((timestamp, data, data.Length + random.Next(3)));
                writer.Begin(timestamp, data.Length, packets[^1].Original);
                var cut = random.Next(data.Length);
                writer.Append(data.AsSpan(0, cut));
                writer.Append(data.AsSpan(cut));
            }

            Assert.Equal(2000, writer.Count);
        }

        using var reader = new CaptureReader(stream.ToArray());
        foreach (var (timestamp, data, original) in packets)
        {
            Assert.True(reader.TryRead(out var packet), $"seed {seed}");
            Assert.Equal(resolution == CaptureResolution.Nanoseconds ? timestamp : timestamp / 1000 * 1000, packet.Timestamp);
            Assert.True(data.AsSpan().SequenceEqual(packet.Data.Span));
            Assert.Equal(original, packet.OriginalLength);
        }

        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void The_header_is_the_one_of_the_format()
    {
        var stream = new MemoryStream();
        new CaptureWriter(stream, CaptureResolution.Microseconds).Dispose();
        Assert.Equal(Frames.Hex("d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000"), stream.ToArray());
    }

    [Fact]
    public void Misuse_is_refused()
    {
        using var writer = new CaptureWriter(new MemoryStream());
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Begin(0, CaptureReader.MaxPacketLength + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Begin(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Begin((1L << 32) * 1_000_000_000, 1));
        writer.Begin(((1L << 32) * 1_000_000_000) - 1, 2);
        Assert.Throws<InvalidOperationException>(() => writer.Append([1, 2, 3]));
        writer.Append([1]);
        Assert.Throws<InvalidOperationException>(writer.Flush);
        Assert.Throws<InvalidOperationException>(() => writer.Begin(0, 1));
        writer.Append([2]);
        Assert.Equal(1, writer.BufferedPackets);
        writer.Flush();
        Assert.Equal(0, writer.BufferedPackets);
    }

    [Fact]
    public void A_full_disk_loses_a_stated_number_of_packets_and_leaves_a_whole_file()
    {
        for (var room = 0; room < 400; room++)
        {
            var disk = new SmallDisk(room);
            var writer = new CaptureWriter(disk);
            var data = Frames.Bytes(40);
            writer.Write(1, data);
            if (room >= 24 + 56)
            {
                writer.Flush();
            }

            for (var i = 0; i < 5; i++)
            {
                writer.Write(1, data);
            }

            var fits = room < 24 ? 0 : Math.Min(6, (room - 24) / 56);
            if (fits == 6)
            {
                writer.Flush();
            }
            else
            {
                Assert.Equal("No space left on device", Assert.Throws<IOException>(writer.Flush).Message);
                Assert.Throws<IOException>(() => writer.Write(1, data));
                Assert.NotNull(writer.Fault);
            }

            Assert.Equal((fits, 6 - fits), (writer.Count, writer.LostPackets));
            writer.Dispose();
            writer.Dispose();
            if (room >= 24)
            {
                using var reader = new CaptureReader(disk.ToArray());
                while (reader.TryRead(out _))
                {
                }

                Assert.Equal(fits, reader.Count);
            }
        }
    }

    /// <summary>A stream that takes what fits and then fails, as a file on a full disk does.</summary>
    private sealed class SmallDisk(int room) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            var fits = Math.Min(count, room - (int)Position);
            base.Write(buffer, offset, fits);
            if (fits < count)
            {
                throw new IOException("No space left on device");
            }
        }
    }
}
