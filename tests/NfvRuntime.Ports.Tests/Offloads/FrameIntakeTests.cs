using System.Buffers.Binary;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports.Tests;

public sealed unsafe class FrameIntakeTests : IDisposable
{
    private readonly Bench _bench = new();
    private readonly NullPort _port;
    private readonly ReceiveBooks _books;
    private readonly FrameIntake _intake;
    private readonly RingDriver _rx;

    public FrameIntakeTests()
    {
        _port = _bench.Host.OpenNull("port", PortOptions.Default with { Slots = 128 });
        _books = new ReceiveBooks(_bench.Host, "port", 0);
        _intake = new FrameIntake(_port.Rx[0], _books);
        _rx = _bench.Rx(_port);
    }

    public void Dispose()
    {
        _books.Dispose();
        _bench.Dispose();
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void Cuts_a_large_TCP_packet_into_segments_that_a_wire_could_carry(bool v6, int vlans)
    {
        var frame = OffloadFrames.Tcp(v6, 10_001, flags: 0x80 | 0x19, vlans);
        var network = OffloadFrames.Ethernet + (4 * vlans);
        var transport = network + (v6 ? 40 : 20);
        var header = new VirtioNetHeader(1, v6 ? VirtioNetHeader.TcpV6 : VirtioNetHeader.TcpV4, 1447, (ushort)transport, 16);

        var got = Take(frame, header);

        Assert.Equal(7, got.Count);
        Assert.Equal(frame[(transport + 32)..], got.SelectMany(segment => segment[(transport + 32)..]));
        for (var i = 0; i < got.Count; i++)
        {
            var segment = got[i];
            Assert.Equal(frame[..network], segment[..network]);
            Assert.Equal(0xFFFF, OffloadFrames.TransportSum(segment, network));
            Assert.Equal(0xFFFFF000u + (uint)(1447 * i), BinaryPrimitives.ReadUInt32BigEndian(segment.AsSpan(transport + 4)));
            Assert.Equal((i == 0 ? 0x80 : 0) | (i == 6 ? 0x19 : 0x10), segment[transport + 13]);
            Assert.Equal(segment.Length - (v6 ? transport : network), BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(network + (v6 ? 4 : 2))));
            if (!v6)
            {
                Assert.Equal((ushort)(0xFFFE + i), BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(network + 4)));
                Assert.Equal(0xFFFF, OffloadFrames.Sum(segment[network..transport]));
            }
        }

        Assert.Equal((1UL, 7UL), (_books.Segmented.Value, _books.Segments.Value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cuts_a_large_UDP_packet_into_datagrams(bool v6)
    {
        var frame = OffloadFrames.Udp(v6, 1000, 2500);
        var transport = OffloadFrames.Ethernet + (v6 ? 40 : 20);

        var got = Take(frame, new VirtioNetHeader(1, VirtioNetHeader.Udp, 1000, (ushort)transport, 6));

        Assert.Equal([1008, 1008, 508], got.Select(datagram => BinaryPrimitives.ReadUInt16BigEndian(datagram.AsSpan(transport + 4))));
        Assert.All(got, datagram => Assert.Equal(0xFFFF, OffloadFrames.TransportSum(datagram, OffloadFrames.Ethernet)));
        Assert.Equal(frame[(transport + 8)..], got.SelectMany(datagram => datagram[(transport + 8)..]));
    }

    [Fact]
    public void Segments_longer_than_a_buffer_become_chains_of_slots()
    {
        var frame = OffloadFrames.Tcp(v6: false, 9000);
        var got = Take(frame, new VirtioNetHeader(1, VirtioNetHeader.TcpV4, 4000, 34, 16));
        Assert.Equal([4066, 4066, 1066], got.Select(segment => segment.Length));
        Assert.All(got, segment => Assert.Equal(0xFFFF, OffloadFrames.TransportSum(segment, OffloadFrames.Ethernet)));
    }

    [Fact]
    public void Completes_a_checksum_of_which_only_the_pseudo_header_is_done()
    {
        var frame = OffloadFrames.Udp(v6: false, 1000, 33);
        var pseudo = OffloadFrames.Sum([.. frame[26..34], 0, 17, 0, 41]);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(40), (ushort)pseudo);

        var got = Assert.Single(Take(frame, new VirtioNetHeader(1, 0, 0, 34, 6)));

        Assert.Equal(0xFFFF, OffloadFrames.TransportSum(got, OffloadFrames.Ethernet));
        Assert.Equal(1UL, _books.Checksums.Value);
    }

    [Fact]
    public void Leaves_frames_alone_that_need_nothing()
    {
        byte[][] frames = [Bench.Bytes(14), Bench.Bytes(1514), Bench.Bytes(9000)];
        foreach (var frame in frames)
        {
            Assert.Equal(frame, Assert.Single(Take(frame, new VirtioNetHeader(2, 0, 0, 0, 0))));
        }
    }

    public static TheoryData<byte, byte, int, int, int> Misfits => new()
    {
        { 1, 0, 0, 60, 6 }, // checksum field beyond the end
        { 1, 0, 0, 13, 6 }, // within the Ethernet header
        { 1, 0, 0, 65535, 65535 },
        { 1, VirtioNetHeader.TcpV4, 10, 34, 16 }, // it is UDP
        { 1, VirtioNetHeader.TcpV6, 10, 34, 16 },
        { 1, VirtioNetHeader.Udp, 0, 34, 6 }, // no size
        { 1, 3, 10, 34, 6 }, // fragments of UDP, which nobody was offered
        { 1, 77, 10, 34, 6 },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Drops_and_counts_frames_that_their_header_does_not_fit(byte flags, byte gso, int size, int start, int offset)
    {
        Assert.Empty(Take(OffloadFrames.Udp(v6: false, 1, 20), new VirtioNetHeader(flags, gso, (ushort)size, (ushort)start, (ushort)offset)));
        Assert.Equal(1UL, _books.BadOffload.Value);
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Passes_nothing_on_whose_header_cannot_be_true(byte flags, byte gso, int size, int start, int offset)
    {
        var header = new VirtioNetHeader(flags, gso, (ushort)size, (ushort)start, (ushort)offset);
        var isPossible = gso is 1 or 4 or 3 && size > 0; // which protocol it is, and what it lacks, is the business of whoever cuts it
        var passing = new FrameIntake(_port.Rx[0], _books, passes: true);
        fixed (byte* frame = OffloadFrames.Udp(v6: false, 1, 20))
        {
            Assert.True(passing.TryTake(frame, 62, header));
        }

        _rx.Sync();
        Assert.Equal(isPossible ? (1u, 0UL, 1UL) : (0u, 1UL, 0UL), (_rx.Available, _books.BadOffload.Value, _books.Large.Value));
    }

    [Fact]
    public void A_packet_whose_segments_find_no_room_waits_whole()
    {
        var large = OffloadFrames.Tcp(v6: false, 50_000);
        var header = new VirtioNetHeader(1, VirtioNetHeader.TcpV4, 1000, 34, 16);
        fixed (byte* frame = large)
        {
            Assert.True(_intake.TryTake(frame, large.Length, header));
            Assert.True(_intake.TryTake(frame, large.Length, header));
            Assert.False(_intake.TryTake(frame, large.Length, header));
            Assert.Equal(50u, _intake.Awaited);
            _rx.Sync();
            Assert.Equal(100u, _rx.Available);
            Release(100);
            Assert.True(_intake.TryTake(frame, large.Length, header));
        }

        _rx.Sync();
        Assert.Equal(50u, _rx.Available);
    }

    [Fact]
    public void A_packet_of_more_segments_than_slots_is_dropped_and_counted()
    {
        Assert.Empty(Take(OffloadFrames.Tcp(v6: false, 60_000), new VirtioNetHeader(1, VirtioNetHeader.TcpV4, 100, 34, 16)));
        Assert.Equal(1UL, _books.TooManySegments.Value);
    }

    [Fact]
    public void Neither_random_headers_nor_random_frames_do_harm()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var frame = (i & 1) == 0 ? OffloadFrames.Tcp((i & 2) != 0, random.Next(0, 200)) : OffloadFrames.Udp((i & 2) != 0, 1, random.Next(0, 200));
            for (var mutations = random.Next(3); mutations > 0; mutations--)
            {
                frame[random.Next(frame.Length)] = (byte)random.Next(256);
            }

            var header = new VirtioNetHeader((byte)random.Next(4), (byte)(random.Next(2) == 0 ? random.Next(6) : random.Next(256)),
                (ushort)random.Next(random.Next(2) == 0 ? 100 : 65536), (ushort)random.Next(random.Next(2) == 0 ? 80 : 65536), (ushort)random.Next(40));
            var got = Take(frame, header);
            Assert.True(got.All(segment => segment.Length <= frame.Length), $"seed {seed}: longer than before");
        }
    }

    [Fact]
    public void Allocates_nothing()
    {
        var large = OffloadFrames.Tcp(v6: true, 20_000);
        var header = new VirtioNetHeader(1, VirtioNetHeader.TcpV6, 1400, 54, 16);
        var plain = new VirtioNetHeader(0, 0, 0, 0, 0);
        var before = 0L;
        fixed (byte* frame = large)
        {
            for (var i = 0; i < 200; i++)
            {
                if (i == 100)
                {
                    before = GC.GetAllocatedBytesForCurrentThread();
                }

                _ = _intake.TryTake(frame, large.Length, header);
                _ = _intake.TryTake(frame, 1000, plain);
                _rx.Sync();
                Release(_rx.Available);
            }
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private List<byte[]> Take(byte[] data, VirtioNetHeader header)
    {
        var copy = data.ToArray();
        fixed (byte* frame = copy)
        {
            Assert.True(_intake.TryTake(frame, copy.Length, header));
        }

        _rx.Sync();
        var got = new List<byte[]>();
        while (_rx.Available > 0)
        {
            got.Add(Bench.Take(_rx));
        }

        Release(0);
        return got;
    }

    // The null port takes nothing back, so the test does.
    private void Release(uint slots)
    {
        _rx.Head = _rx.Cur = RingIndex.Advance(_rx.Head, slots, _rx.NumSlots);
        _rx.Sync();
        _port.Rx[0].HwCur = _port.Rx[0].RHead;
    }
}
