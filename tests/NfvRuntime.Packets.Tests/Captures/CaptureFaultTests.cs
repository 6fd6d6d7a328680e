namespace NfvRuntime.Packets.Tests;

public class CaptureFaultTests
{
    public static TheoryData<string> Kinds => ["pcap little", "pcap big", "pcap nano", "pcapng little", "pcapng big"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_cut_at_any_byte_gives_the_good_packets_then_a_clear_error(string kind)
    {
        var whole = Make(kind);
        var headerEnd = kind.StartsWith("pcapng") ? 28 + 32 : 24;
        for (var length = 0; length <= Math.Min(1100, whole.File.Length); length++)
        {
            var good = whole.Ends.Count(end => end <= length);
            var cleanEnd = length == headerEnd || whole.Ends.Contains(length) || (length == 28 && kind.StartsWith("pcapng"));
            var read = 0;
            CaptureFormatException? fault = null;
            try
            {
                using var reader = new CaptureReader(whole.File.AsMemory(0, length), "cut.pcap");
                while (reader.TryRead(out _))
                {
                    read++;
                }
            }
            catch (CaptureFormatException e)
            {
                fault = e;
            }

            Assert.Equal(good, read);
            Assert.Equal(cleanEnd, fault is null);
            if (fault is not null)
            {
                var header = length >= headerEnd ? headerEnd : length >= 28 && headerEnd > 28 ? 28 : 0;
                var start = whole.Ends.Where(end => end <= length).Append(header).Max();
                Assert.Equal(start, fault.Offset);
                Assert.Equal(length < (headerEnd > 28 ? 28 : 24) ? 0 : good + 1, fault.PacketNumber);
                Assert.Contains(length < 4 ? "this is no capture" : "the file ends after", fault.Message);
                Assert.StartsWith("cut.pcap: ", fault.Message);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_mutation_gives_packets_and_perhaps_a_format_error_and_nothing_else(string kind)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var file = Make(kind).File;
        for (var round = 0; round < 20_000; round++)
        {
            var mutated = file.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            long read = 0;
            try
            {
                using var reader = new CaptureReader(mutated);
                while (reader.TryRead(out var packet))
                {
                    Assert.Equal(++read, packet.Number);
                    Assert.InRange(packet.Data.Length, 0, CaptureReader.MaxPacketLength);
                    Assert.InRange(packet.OriginalLength, packet.Data.Length, int.MaxValue);
                }
            }
            catch (CaptureFormatException e)
            {
                Assert.True(e.PacketNumber == read + 1 || (read == 0 && e.PacketNumber == 0), $"seed {seed}, round {round}");
            }
        }
    }

    [Fact]
    public void An_error_is_given_again_when_read_again()
    {
        var file = Make("pcapng little");
        using var reader = new CaptureReader(file.File.AsMemory(0, file.File.Length - 1));
        for (var i = 1; i < file.Ends.Count; i++)
        {
            Assert.True(reader.TryRead(out _));
        }

        var first = Assert.Throws<CaptureFormatException>(() => reader.TryRead(out _));
        Assert.Same(first, Assert.Throws<CaptureFormatException>(() => reader.TryRead(out _)));
    }

    [Theory]
    [InlineData("", "the file has 0 bytes: this is no capture")]
    [InlineData("a1b2", "the file has 2 bytes: this is no capture")]
    [InlineData("25504446 2d312e34", "this is neither pcap nor pcapng: the first bytes are 25504446")]
    [InlineData("1f8b0808 00000000", "the file is compressed with gzip; decompress it first")]
    [InlineData("28b52ffd 00000000", "the file is compressed with zstd; decompress it first")]
    [InlineData("a1b2cd34 0002 0004", "pcap with longer packet headers (magic a1b2cd34) is not supported; convert it with editcap")]
    [InlineData("a1b2c3d4 0003 0000 00000000 00000000 0000ffff 00000001", "pcap version 3.0 is not supported (2.x is)")]
    [InlineData("a1b2c3d4 0002 0004", "the file ends after 8 of 24 bytes of the pcap file header")]
    [InlineData("0a0d0d0a 0000001c 1a2b3c4d 0002 0000 ffffffffffffffff 0000001c", "pcapng version 2.0 is not supported (1.x is)")]
    [InlineData("0a0d0d0a 0000001c 11223344 0001 0000", "a pcapng section header with the byte-order mark 11223344: the file is corrupt")]
    public void A_file_that_is_no_capture_is_refused_at_once(string file, string problem)
    {
        var fault = Assert.Throws<CaptureFormatException>(() => new CaptureReader(Frames.Hex(file), "x.pcap"));
        Assert.Equal($"x.pcap: at byte 0: {problem}", fault.Message);
        Assert.Equal(0, fault.PacketNumber);
    }

    [Fact]
    public void An_insane_captured_length_is_refused()
    {
        var file = CaptureFiles.Pcap(false, false, CaptureFiles.Some(2));
        file.U32(1).U32(2).U32(262145).U32(262145).Raw(new byte[300_000]);
        AssertFault(file.File, 3, file.Ends[1], "a captured length of 262145 bytes is not credible (at most 262144): the file is corrupt");
    }

    public static TheoryData<string, Action<object>, string> BadBlocks => new()
    {
        { "length 13", b => ((CaptureFiles)b).U32(6).U32(13).Raw(new byte[100]),
            "a length of 13 is not credible for a pcapng enhanced packet block (a multiple of 4 from 12 to 16777216): the file is corrupt" },
        { "length 28", b => ((CaptureFiles)b).Block(6, x => x.Raw(new byte[16])),
            "a block length of 28 is less than the 32 bytes of a pcapng enhanced packet: the file is corrupt" },
        { "length huge", b => ((CaptureFiles)b).U32(99).U32(0x7FFFFFFC).Raw(new byte[100]),
            "a length of 2147483644 is not credible for a pcapng skipped block (a multiple of 4 from 12 to 16777216): the file is corrupt" },
        { "trailer", b => ((CaptureFiles)b).U32(6).U32(36).Raw(new byte[24]).U32(40).U32(0),
            "a pcapng enhanced packet block states 36 bytes at its start and 40 at its end: the file is corrupt" },
        { "skipped trailer", b => ((CaptureFiles)b).U32(0x99).U32(16).U32(0).U32(12),
            "a pcapng skipped block states 16 bytes at its start and 12 at its end: the file is corrupt" },
        { "skipped cut", b => ((CaptureFiles)b).U32(0x99).U32(16).U32(0),
            "the file ends after 12 of 16 bytes of a pcapng 0x00000099 block" },
        { "no such interface", b => ((CaptureFiles)b).Enhanced(1, 0, [1]),
            "the packet names interface 1, of 1 described so far: the file is corrupt" },
        { "captured beyond block", b => ((CaptureFiles)b).Block(6, x => x.U32(0).U32(0).U32(0).U32(9).U32(9).Raw(new byte[8])),
            "a captured length of 9 bytes reaches beyond its pcapng block of 40: the file is corrupt" },
        { "option beyond block", b => ((CaptureFiles)b).Block(1, x => x.U32(1).U32(0).U16(9).U16(5).U32(0)),
            "an option of 5 bytes reaches beyond its pcapng interface description: the file is corrupt" },
    };

    [Theory]
    [MemberData(nameof(BadBlocks))]
    public void A_corrupt_block_is_named_with_its_offset(string name, Action<object> add, string problem)
    {
        Assert.NotEmpty(name);
        foreach (var bigEndian in new[] { false, true })
        {
            var file = CaptureFiles.Pcapng(bigEndian, CaptureFiles.Some(3));
            var start = file.File.Length;
            add(file);
            AssertFault(file.File, 4, start, problem);
        }
    }

    private static void AssertFault(byte[] file, int packet, int offset, string problem)
    {
        using var reader = new CaptureReader(file, "bad.pcap");
        for (var i = 1; i < packet; i++)
        {
            Assert.True(reader.TryRead(out _));
        }

        var fault = Assert.Throws<CaptureFormatException>(() => reader.TryRead(out _));
        Assert.Equal($"bad.pcap: packet {packet} at byte {offset}: {problem}", fault.Message);
        Assert.Equal((packet, offset), (fault.PacketNumber, fault.Offset));
    }

    private static CaptureFiles Make(string kind) => kind.StartsWith("pcapng")
        ? CaptureFiles.Pcapng(kind.EndsWith("big"), CaptureFiles.Some(20))
        : CaptureFiles.Pcap(kind.EndsWith("big"), kind.EndsWith("nano"), CaptureFiles.Some(20));
}
