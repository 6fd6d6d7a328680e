using System.Buffers.Binary;

namespace NfvRuntime.Packets.Tests;

public class CaptureReaderTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Reads_pcap_in_both_byte_orders_and_resolutions(bool bigEndian, bool nanoseconds)
    {
        var packets = CaptureFiles.Some();
        using var reader = new CaptureReader(CaptureFiles.Pcap(bigEndian, nanoseconds, packets).File);
        Assert.Equal(nanoseconds ? CaptureKind.PcapNanoseconds : CaptureKind.PcapMicroseconds, reader.Kind);
        Assert.Equal(LinkType.Ethernet, reader.LinkType);
        AssertReads(reader, packets);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_pcapng_in_both_byte_orders(bool bigEndian)
    {
        var packets = CaptureFiles.Some();
        using var reader = new CaptureReader(CaptureFiles.Pcapng(bigEndian, packets).File);
        Assert.Null(reader.LinkType);
        AssertReads(reader, packets);
        Assert.Equal((CaptureKind.Pcapng, LinkType.Ethernet), (reader.Kind, reader.LinkType));
    }

    [Theory]
    [InlineData(null, 1_700_000_000_123_456UL, 1_700_000_000_123_456_000)]
    [InlineData(0, 1_700_000_000UL, 1_700_000_000_000_000_000)]
    [InlineData(3, 1_700_000_000_123UL, 1_700_000_000_123_000_000)]
    [InlineData(9, 1_700_000_000_123_456_789UL, 1_700_000_000_123_456_789)]
    [InlineData(12, 1_700_000_123_456_789UL, 1_700_000_123_456)]
    [InlineData(0x80 | 10, 1024UL * 7 + 512, 7_500_000_000)]
    [InlineData(0x80 | 32, (5UL << 32) + (1UL << 31), 5_500_000_000)]
    [InlineData(127, 1_700_000_000UL, 0)]
    [InlineData(0xFF, 1_700_000_000UL, 0)]
    [InlineData(0, ulong.MaxValue, long.MaxValue)]
    public void Time_stamps_follow_the_interface_resolution(int? resolution, ulong units, long nanoseconds)
    {
        (ushort, byte[])[] options = resolution is { } value ? [(2, "eth0"u8.ToArray()), (9, [(byte)value])] : [];
        using var reader = new CaptureReader(new CaptureFiles(false).Section().Interface(1, options).Enhanced(0, units, [1]).File);
        Assert.True(reader.TryRead(out var packet));
        Assert.Equal(nanoseconds, packet.Timestamp);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Time_stamps_follow_the_interface_offset(bool bigEndian)
    {
        var offset = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(offset, bigEndian ? BinaryPrimitives.ReverseEndianness(-10L) : -10L);
        var file = new CaptureFiles(bigEndian).Section().Interface(1, [(14, offset)]).Enhanced(0, 25_000_000, [1]).Enhanced(0, 5, [1]).File;
        using var reader = new CaptureReader(file);
        Assert.True(reader.TryRead(out var packet));
        Assert.Equal(15_000_000_000, packet.Timestamp);
        Assert.True(reader.TryRead(out packet));
        Assert.Equal(0, packet.Timestamp);
    }

    [Fact]
    public void Interfaces_and_sections_of_one_file_keep_their_own_link_types_resolutions_and_byte_orders()
    {
        var second = new CaptureFiles(true).Section().Interface(101).Enhanced(0, 1, [4]);
        var file = new CaptureFiles(false).Section(Frames.Hex("0100 0300 61626300 00000000"))
            .Interface(1, [(9, [9])]).Interface(113, [(9, [0])])
            .Block(0x0BAD, b => b.U32(1).U32(2))
            .Enhanced(1, 2, [1])
            .Block(4, b => b.Raw(new byte[100_000]))
            .Enhanced(0, 3, [2])
            .Obsolete(1, 4, [3, 3])
            .Block(5, b => b.U32(0))
            .Then(second);
        using var reader = new CaptureReader(file.File);
        var seen = new List<(LinkType, int, long, int)>();
        while (reader.TryRead(out var packet))
        {
            seen.Add((packet.LinkType, packet.InterfaceId, packet.Timestamp, packet.Data.Length));
        }

        (LinkType, int, long, int)[] expected =
        [
            (LinkType.LinuxCooked, 1, 2_000_000_000, 1), (LinkType.Ethernet, 0, 3, 1),
            (LinkType.LinuxCooked, 1, 4_000_000_000, 2), (LinkType.Raw, 0, 1000, 1),
        ];
        Assert.Equal(expected, seen);
    }

    [Fact]
    public void A_simple_packet_is_cut_by_the_snapshot_length_and_keeps_the_last_time()
    {
        var file = new CaptureFiles(false).Section().Interface(1, [(9, [9])], snap: 60)
            .Enhanced(0, 77, [1]).Simple(Frames.Bytes(60), 1500).Simple(Frames.Bytes(33), 33);
        using var reader = new CaptureReader(file.File);
        Assert.True(reader.TryRead(out _));
        Assert.True(reader.TryRead(out var packet));
        Assert.Equal((77L, 60, 1500), (packet.Timestamp, packet.Data.Length, packet.OriginalLength));
        Assert.True(reader.TryRead(out packet));
        Assert.Equal(Frames.Bytes(33), packet.Data.ToArray());
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void Reads_a_stream_that_gives_a_byte_at_a_time()
    {
        var packets = CaptureFiles.Some();
        using var reader = new CaptureReader(new Trickle(CaptureFiles.Pcapng(true, packets).File));
        AssertReads(reader, packets);
    }

    [Fact]
    public void Reads_packets_of_the_largest_length()
    {
        var data = Frames.Bytes(CaptureReader.MaxPacketLength);
        CaptureFiles.Packet[] packets = [new(0, data, data.Length), new(1000, [], 0), new(2000, data, data.Length)];
        using var pcap = new CaptureReader(CaptureFiles.Pcap(false, true, packets).File);
        AssertReads(pcap, packets);
        using var pcapng = new CaptureReader(CaptureFiles.Pcapng(false, packets).File);
        AssertReads(pcapng, packets);
    }

    private static void AssertReads(CaptureReader reader, CaptureFiles.Packet[] packets)
    {
        for (var i = 0; i < packets.Length; i++)
        {
            Assert.True(reader.TryRead(out var packet));
            Assert.Equal(i + 1, packet.Number);
            Assert.Equal(packets[i].Timestamp, packet.Timestamp);
            Assert.Equal(packets[i].Data, packet.Data.ToArray());
            Assert.Equal(packets[i].Original, packet.OriginalLength);
        }

        Assert.False(reader.TryRead(out _));
        Assert.False(reader.TryRead(out _));
        Assert.Equal(packets.Length, reader.Count);
    }

    private sealed class Trickle(byte[] file) : MemoryStream(file)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, 1);
    }
}
