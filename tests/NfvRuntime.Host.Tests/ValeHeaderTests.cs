using System.Buffers.Binary;
using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;
using NfvRuntime.Packets;

namespace NfvRuntime.Host.Tests;

/// <summary>Ports of one switch whose virtio-net headers have different lengths.</summary>
public sealed class ValeHeaderTests
{
    private const int Ethernet = OffloadFrames.Ethernet;
    private static readonly byte[] Marked = [.. Enumerable.Range(1, 12).Select(i => (byte)(0x10 * i))];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 10)]
    [InlineData(0, 12)]
    [InlineData(10, 0)]
    [InlineData(10, 10)]
    [InlineData(10, 12)]
    [InlineData(12, 0)]
    [InlineData(12, 10)]
    [InlineData(12, 12)]
    public void A_header_is_put_in_front_changed_in_length_or_taken_off(int from, int to)
    {
        using TestSwitch sw = Switch(from, to);
        byte[] frame = RingMoves.Frame(TestSwitch.Mac(1), TestSwitch.Mac(0), 61, 0xAB);
        byte[] header = to == 0 ? new byte[from] : Marked[..from];
        Send(sw, [.. header, .. frame]);
        (byte[] got, ushort flags) = Assert.Single(Receive(sw));
        byte[] front = from == to ? header : [.. header.Take(Math.Min(10, to)), .. new byte[Math.Max(0, to - Math.Min(10, from))]];
        Assert.Equal([.. front, .. frame], got);
        Assert.Equal(0x0100, flags);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(10, 10)]
    [InlineData(10, 12)]
    [InlineData(12, 0)]
    [InlineData(12, 10)]
    [InlineData(12, 12)]
    public void A_header_may_have_the_first_slot_for_itself(int from, int to)
    {
        using TestSwitch sw = Switch(from, to);
        byte[] frame = RingMoves.Frame(TestSwitch.Mac(1), TestSwitch.Mac(0), 61, 0xAB);
        Send(sw, new byte[from], frame);
        (byte[] got, ushort flags) = Assert.Single(Receive(sw));
        Assert.Equal([.. new byte[to], .. frame], got);
        Assert.Equal(from == to ? 0x0200 : 0x0100, flags);
    }

    [Fact]
    public void Between_equal_lengths_what_is_left_to_do_stays_left()
    {
        using TestSwitch sw = Switch(12, 12);
        byte[] large = [.. Header(VirtioNetHeader.TcpV4, 1448), .. OffloadFrames.Tcp(false, 9000)];
        Send(sw, large[..1900], large[1900..3000], large[3000..4900], large[4900..6800], large[6800..8000], large[8000..]);
        (byte[] got, ushort flags) = Assert.Single(Receive(sw));
        Assert.Equal(large, got);
        Assert.Equal(0x0600, flags);
    }

    [Fact]
    public void A_switch_learns_and_looks_up_the_addresses_behind_the_header()
    {
        using var sw = new TestSwitch(3);
        sw.Ports[0].SetHeaderLength(12);
        sw.Ports[2].SetHeaderLength(10);
        sw.Send(1, TestSwitch.Everybody);
        Receive(sw, 0);
        Receive(sw, 2);
        Send(sw, new byte[12], RingMoves.Frame(TestSwitch.Mac(1), TestSwitch.Mac(0), 60, 7));
        Assert.Equal([7], sw.Received(1));
        Assert.Empty(Receive(sw, 2));
        sw.Send(1, TestSwitch.Mac(0), fill: 8);
        Assert.Equal([8], sw.Received(0));
        Assert.Empty(Receive(sw, 2));
    }

    [Fact]
    public void A_broadcast_reaches_each_port_in_the_form_it_takes()
    {
        using var sw = new TestSwitch(4);
        int[] lengths = [12, 0, 10, 12];
        for (int i = 0; i < 4; i++)
        {
            sw.Ports[i].SetHeaderLength(lengths[i]);
        }

        byte[] frame = Primed(OffloadFrames.Udp(false, 53, 101));
        byte[] header = [1, 0, 0, 0, 0, 0, 34, 0, 6, 0, 0, 0];
        frame.AsSpan(0, 6).Fill(0xFF);
        Send(sw, [.. header, .. frame]);
        byte[] plain = Assert.Single(Receive(sw, 1)).Bytes;
        Assert.NotEqual(frame, plain);
        Assert.Equal(0xFFFF, OffloadFrames.TransportSum(plain, Ethernet));
        Assert.Equal([.. header[..10], .. frame], Assert.Single(Receive(sw, 2)).Bytes);
        Assert.Equal([.. header, .. frame], Assert.Single(Receive(sw, 3)).Bytes);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void A_large_TCP_packet_reaches_a_port_without_headers_as_segments_of_at_most_1514_bytes(bool v6, int vlans)
    {
        using TestSwitch sw = Switch(10, 0);
        byte[] large = OffloadFrames.Tcp(v6, 10_001, flags: 0x80 | 0x19, vlans);
        int network = Ethernet + (4 * vlans);
        int transport = network + (v6 ? 40 : 20);
        int room = 1514 - transport - 32;
        byte[] header = Header(v6 ? VirtioNetHeader.TcpV6 : VirtioNetHeader.TcpV4, segment: 65000, 10);
        byte[] all = [.. header, .. large];
        Send(sw, all[..777], all[777..2000], all[2000..2001], all[2001..3800], all[3800..5501], all[5501..7300], all[7300..9000], all[9000..]);
        List<(byte[] Bytes, ushort Flags)> got = Receive(sw);
        Assert.Equal((10_001 + room - 1) / room, got.Count);
        Assert.All(got, one => Assert.Equal(0, one.Flags));
        Assert.All(got.SkipLast(1), one => Assert.Equal(1514, one.Bytes.Length));
        Assert.Equal(large[(transport + 32)..], got.SelectMany(one => one.Bytes[(transport + 32)..]));
        for (int i = 0; i < got.Count; i++)
        {
            byte[] segment = got[i].Bytes;
            Assert.Equal(large[..network], segment[..network]);
            Assert.Equal(0xFFFF, OffloadFrames.TransportSum(segment, network));
            Assert.Equal(0xFFFFF000u + (uint)(room * i), BinaryPrimitives.ReadUInt32BigEndian(segment.AsSpan(transport + 4)));
            Assert.Equal((i == 0 ? 0x80 : 0) | (i == got.Count - 1 ? 0x19 : 0x10), segment[transport + 13]);
            Assert.Equal(segment.Length - (v6 ? transport : network), BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(network + (v6 ? 4 : 2))));
            if (!v6)
            {
                Assert.Equal((ushort)(0xFFFE + i), BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(network + 4)));
                Assert.Equal(0xFFFF, OffloadFrames.Sum(segment[network..transport]));
            }
        }
    }

    [Theory]
    [InlineData(VirtioNetHeader.TcpV4 | VirtioNetHeader.CongestionBit, 1000, 3)]
    [InlineData(VirtioNetHeader.TcpV4, 0, 2)]
    public void Segments_are_no_larger_than_their_sender_asks_for(int type, int segment, int count)
    {
        using TestSwitch sw = Switch(12, 0);
        byte[] large = OffloadFrames.Tcp(false, 2500);
        byte[] all = [.. Header((byte)type, segment), .. large];
        Send(sw, all[..1500], all[1500..]);
        List<(byte[] Bytes, ushort Flags)> got = Receive(sw);
        Assert.Equal(count, got.Count);
        Assert.Equal(large[(Ethernet + 52)..], got.SelectMany(one => one.Bytes[(Ethernet + 52)..]));
    }

    [Theory]
    [InlineData(false, VirtioNetHeader.UdpFragments)]
    [InlineData(true, VirtioNetHeader.UdpFragments)]
    [InlineData(false, VirtioNetHeader.Udp)]
    public void A_large_UDP_packet_becomes_datagrams(bool v6, byte type)
    {
        using TestSwitch sw = Switch(12, 0);
        byte[] large = OffloadFrames.Udp(v6, 1000, 2500);
        byte[] all = [.. Header(type, 1000), .. large];
        int transport = Ethernet + (v6 ? 40 : 20);
        Send(sw, all[..1201], all[1201..]);
        byte[][] got = [.. Receive(sw).Select(one => one.Bytes)];
        Assert.Equal([1008, 1008, 508], got.Select(datagram => BinaryPrimitives.ReadUInt16BigEndian(datagram.AsSpan(transport + 4))));
        Assert.All(got, datagram => Assert.Equal(0xFFFF, OffloadFrames.TransportSum(datagram, Ethernet)));
        Assert.Equal(large[(transport + 8)..], got.SelectMany(datagram => datagram[(transport + 8)..]));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(12 + 35)]
    [InlineData(12 + 41)]
    [InlineData(12 + 51, 12 + 102)]
    public void An_unfinished_checksum_is_finished_over_all_fragments_wherever_they_are_cut(params int[] cuts)
    {
        using TestSwitch sw = Switch(12, 0);
        byte[] frame = Primed(OffloadFrames.Udp(false, 53, 301));
        byte[] all = [1, 0, 0, 0, 0, 0, 34, 0, 6, 0, 0, 0, .. frame];
        int[] ends = [0, .. cuts, all.Length];
        Send(sw, [.. ends.SkipLast(1).Zip(ends.Skip(1), (start, end) => all[start..end])]);
        byte[] got = Assert.Single(Receive(sw)).Bytes;
        Assert.Equal(0xFFFF, OffloadFrames.TransportSum(got, Ethernet));
        frame.AsSpan(40, 2).Clear();
        got.AsSpan(40, 2).Clear();
        Assert.Equal(frame, got);
    }

    [Fact]
    public void Headers_that_cannot_be_true_cost_their_packet_alone()
    {
        using TestSwitch sw = Switch(12, 0);
        byte[] large = OffloadFrames.Tcp(false, 1800);
        byte[] extended = OffloadFrames.Tcp(true, 1800);
        extended[Ethernet + 6] = 0; // a hop-by-hop header, as if
        byte[][][] wrong =
        [
            [[4, .. new byte[11], .. large]],
            [[.. Header(2, 1000), .. large]],
            [[.. Header(VirtioNetHeader.TcpV6, 1000), .. large]],
            [[.. Header(VirtioNetHeader.TcpV4, 1000), .. large[..40]], large[40..]],
            [[.. Header(VirtioNetHeader.TcpV6, 1000), .. extended]],
            [[1, 0, 0, 0, 0, 0, 34, 0, 0xFF, 0xFF, 0, 0, .. large]],
            [[1, 0, 0, 0, 0, 0, 0xFF, 0xFF, 16, 0, 0, 0, .. large]],
            [[1, 0, 0, 0, 0, 0, 3, 0, 16, 0, 0, 0, .. large]],
            [new byte[11], large],
        ];
        foreach (byte[][] pieces in wrong)
        {
            Send(sw, pieces);
        }

        Send(sw, new byte[12], new byte[13]);
        Send(sw, new byte[12]);
        Send(sw, new byte[25]);
        Send(sw, [.. new byte[12], .. RingMoves.Frame(TestSwitch.Mac(1), TestSwitch.Mac(0), 60, 9)]);
        Assert.Equal(9, Assert.Single(Receive(sw)).Bytes[^1]);
        ValeDrops drops = sw.Ports[0].Drops(0);
        Assert.Equal(((ulong)wrong.Length, 3ul), (drops[ValeDropReason.BadOffload], drops[ValeDropReason.TooShort]));
        Assert.Equal("bad-offload", ValeDrops.NameOf(ValeDropReason.BadOffload));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 12)]
    [InlineData(12, 12)]
    public void A_slot_without_a_byte_begins_no_packet(int from, int to)
    {
        using TestSwitch sw = Switch(from, to);
        Send(sw, [], [.. new byte[from], .. RingMoves.Frame(TestSwitch.Mac(1), TestSwitch.Mac(0))]);
        Assert.Empty(Receive(sw));
        Assert.Equal(1ul, sw.Ports[0].DropCount(from == 0 ? ValeDropReason.TooShort : ValeDropReason.BadOffload));
    }

    [Fact]
    public void A_packet_arrives_with_all_its_segments_or_not_at_all()
    {
        using TestSwitch sw = Switch(12, 0, slots: 8);
        byte[] large = OffloadFrames.Tcp(false, 4500);
        byte[] all = [.. Header(VirtioNetHeader.TcpV4, 1000), .. large];
        Send(sw, all[..1900], all[1900..3800], all[3800..]);
        Send(sw, all[..1900], all[1900..3800], all[3800..]);
        Send(sw, [.. new byte[12], .. RingMoves.Frame(TestSwitch.Mac(1), TestSwitch.Mac(0), 60, 9)]);
        List<(byte[] Bytes, ushort Flags)> got = Receive(sw);
        Assert.Equal(6, got.Count);
        Assert.Equal(9, got[^1].Bytes[^1]);
        Assert.Equal(1ul, sw.Ports[0].DropCount(ValeDropReason.DestinationFull));
    }

    [Fact]
    public void A_frame_that_no_longer_fits_its_slots_with_a_header_in_front_takes_one_more()
    {
        using TestSwitch sw = Switch(0, 12);
        byte[] first = RingMoves.Frame(TestSwitch.Mac(1), TestSwitch.Mac(0), 1980, 1);
        byte[] second = RingMoves.Frame(TestSwitch.Mac(1), TestSwitch.Mac(0), 1984, 2);
        Send(sw, first, second);
        (byte[] got, ushort flags) = Assert.Single(Receive(sw));
        Assert.Equal([.. new byte[12], .. first, .. second], got);
        Assert.Equal(0x0300, flags);
    }

    [Fact]
    public void Translating_allocates_nothing()
    {
        using TestSwitch sw = Switch(12, 0);
        byte[] all = [.. Header(VirtioNetHeader.TcpV4, 1000), .. OffloadFrames.Tcp(false, 1800)];
        byte[] partial = [1, 0, 0, 0, 0, 0, 34, 0, 6, 0, 0, 0, .. OffloadFrames.Udp(false, 53, 301)];
        void Turn()
        {
            sw.Tx[0][0].Put(all);
            sw.Tx[0][0].Put(partial);
            sw.Tx[0][0].Sync();
            RingDriver rx = sw.Rx[1][0];
            rx.SyncNow();
            rx.Head = rx.Cur = rx.Tail;
            rx.Sync();
        }

        Turn();
        Assert.Equal(0, Allocation.Least(Turn));
    }

    [Fact]
    public void Whatever_the_headers_say_nothing_but_sound_slots_arrives()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        using var sw = new TestSwitch(3, new FunctionLookup((_, _, _) => ValeLookup.Broadcast));
        sw.Ports[0].SetHeaderLength(12);
        sw.Ports[1].SetHeaderLength(10);
        byte[][] frames = [OffloadFrames.Tcp(false, 4000), OffloadFrames.Tcp(true, 1900), OffloadFrames.Udp(false, 9, 3000), OffloadFrames.Udp(true, 9, 40)];
        ulong arrived = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] all = [.. Header((byte)random.Next(7), random.Next(3) == 0 ? random.Next(40) : random.Next(3000)), .. frames[random.Next(frames.Length)]];
            all[0] = (byte)random.Next(4);
            BinaryPrimitives.WriteUInt16LittleEndian(all.AsSpan(6), (ushort)random.Next(random.Next(2) == 0 ? 80 : 65536));
            BinaryPrimitives.WriteUInt16LittleEndian(all.AsSpan(8), (ushort)random.Next(random.Next(2) == 0 ? 20 : 65536));
            for (int flips = random.Next(4); flips > 0; flips--)
            {
                all[random.Next(80)] = (byte)random.Next(256);
            }

            var pieces = new List<byte[]>();
            for (int at = 0; at < all.Length;)
            {
                int size = Math.Min(all.Length - at, random.Next(8) == 0 ? random.Next(1, 60) : random.Next(1000, 1984));
                pieces.Add(all[at..(at += size)]);
            }

            Send(sw, [.. pieces]);
            arrived += (ulong)(Receive(sw, 1).Count + Receive(sw, 2).Count);
        }

        Assert.True(arrived > 10_000, $"seed {seed}: only {arrived} frames arrived");
        Assert.True(sw.Ports[0].DropCount(ValeDropReason.BadOffload) > 1000, $"seed {seed}");
    }

    [Fact]
    public void A_guest_sets_its_ports_header_and_talks_to_one_that_has_none()
    {
        using Region region = Region.Create(RegionLayout.For(4, 8, 128, 2000), RegionBacking.SealedMemory);
        using var host = new NetmapHost(region);
        host.ConfigureSwitch("vale0", new PointToPointLookup());
        var port = (ValePort)host.Open("vale0:a", new PortOptions { Slots = 128 });
        RingDriver far = host.CallDriver(host.Open("vale0:b", new PortOptions { Slots = 128 }).Rx[0]);
        using var device = new KloopPtnetDevice(host, port);
        using var guest = new PtnetGuest(device);
        guest.Port.Create(headerLength: 12);
        Assert.Equal((12u, 12, 12u), (guest.Port.HeaderLength, port.HeaderLength, device.Configuration.HeaderLength));
        RingDriver tx = guest.Port.Open(0);
        byte[] frame = RingMoves.Frame(TestSwitch.Mac(1), TestSwitch.Mac(0), 60, 5);
        tx.Put([.. new byte[12], .. frame]);
        tx.Sync();
        device.Kloop!.Poll();
        far.Sync();
        Assert.Equal(frame, far.Take());
        NetmapException refused = Assert.Throws<NetmapException>(() => host.Open("vale0:a"));
        Assert.Equal(NetmapError.InputOutput, refused.Error);
        host.Open("vale0:a", new PortOptions { AcceptsHeaders = true }).Dispose();
        guest.Port.Release(0);
        guest.Port.Delete();
        guest.Port.Create();
        Assert.Equal((0u, 0), (guest.Port.HeaderLength, port.HeaderLength));
        Assert.Equal(NetmapError.Invalid, Assert.Throws<NetmapException>(() => port.SetHeaderLength(11)).Error);
    }

    // As a stack leaves it: the sum of the pseudo header stands where the checksum goes.
    private static byte[] Primed(byte[] udp)
    {
        uint Word(int at) => BinaryPrimitives.ReadUInt32BigEndian(udp.AsSpan(at));
        ulong sum = PseudoHeader.Ipv4(Word(Ethernet + 12), Word(Ethernet + 16), IpProtocol.Udp, udp.Length - Ethernet - 20);
        BinaryPrimitives.WriteUInt16BigEndian(udp.AsSpan(40), (ushort)~InternetChecksum.Finish(sum));
        return udp;
    }

    private static TestSwitch Switch(int from, int to, uint slots = 128)
    {
        var sw = new TestSwitch(2, new PointToPointLookup(), new PortOptions { Slots = slots });
        sw.Ports[0].SetHeaderLength(from);
        sw.Ports[1].SetHeaderLength(to);
        return sw;
    }

    // What a stack leaves to a device for a large packet; the checksum's place is not needed to cut it.
    private static byte[] Header(byte type, int segment, int length = 12) =>
        [.. new byte[] { 1, type, 0, 0, (byte)segment, (byte)(segment >> 8), 34, 0, 16, 0, 0, 0 }.Take(length)];

    private static void Send(TestSwitch sw, params byte[][] pieces)
    {
        RingDriver tx = sw.Tx[0][0];
        for (int i = 0; i < pieces.Length; i++)
        {
            tx.Put(pieces[i], i < pieces.Length - 1 ? SlotFlags.MoreFrag : (ushort)0);
        }

        tx.Sync();
    }

    // Whole packets and the flags of their last slots.
    private static List<(byte[] Bytes, ushort Flags)> Receive(TestSwitch sw, int port = 1)
    {
        RingDriver rx = sw.Rx[port][0];
        rx.SyncNow();
        var packets = new List<(byte[], ushort)>();
        var bytes = new List<byte>();
        while (rx.Available > 0)
        {
            bytes.AddRange(rx.Take(out ushort flags));
            if ((flags & SlotFlags.MoreFrag) == 0)
            {
                packets.Add(([.. bytes], flags));
                bytes.Clear();
            }
        }

        rx.Sync();
        return packets;
    }
}
