using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports.Tests;

/// <summary>Large packets and unfinished checksums that go through as they are.</summary>
public sealed unsafe class PassThroughTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly VirtioNetHeader Large = new(1, VirtioNetHeader.TcpV4, 1448, 34, 16) { HeaderLength = 66 };

    [LiveFact]
    public void A_large_packet_arrives_whole_with_its_header_and_every_byte()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, $"packet:{a}"), Open(bench, $"packet:{b}"));
        var frames = new[] { 60_000, 20, 1448, 65_000 }.Select(payload => OffloadFrames.Tcp(v6: false, payload)).ToArray();
        foreach (var frame in frames)
        {
            Send(bench, near, frame, frame.Length > 1514 ? Large : Large with { GsoType = 0, SegmentSize = 0 });
        }

        var got = Receive(bench, far, frames.Length);

        Assert.Equal(frames, got.Select(packet => packet.Frame));
        Assert.Equal([Large, Large with { GsoType = 0, SegmentSize = 0 }], got.Select(packet => packet.Header with { HeaderLength = 66 }).Distinct());
        Assert.Equal((2UL, 0UL, 0UL), (far.Large, far.Segmented, far.ChecksumsCompleted));
        Assert.Contains(far.Remarks, remark => remark == $"{b}: 2 large packets were passed on whole");
    }

    [LiveFact]
    public void Segments_longer_than_the_interface_may_send_are_counted_and_not_sent()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, $"packet:{a}"), Open(bench, $"packet:{b}"));
        Shell.Run($"ip link set {a} mtu 1499");
        var small = OffloadFrames.Tcp(v6: false, 100);
        Send(bench, near, OffloadFrames.Tcp(v6: false, 20_000), Large);
        Send(bench, near, OffloadFrames.Tcp(v6: false, 20_000), Large with { SegmentSize = 1447 });
        Send(bench, near, small, default);

        var got = Receive(bench, far, 2);

        Assert.Equal([20_066, small.Length], got.Select(packet => packet.Frame.Length));
        Assert.Contains(near.Remarks, remark => remark == $"{a}: 1 packets were not sent (too-long)");
    }

    [LiveFact]
    public void A_header_that_the_kernel_refuses_is_counted_as_such()
    {
        using var wires = new Wires();
        using var bench = new Bench();
        var tap = Open(bench, $"tap:{wires.Name("x")}");
        var near = Open(bench, $"packet:{wires.Cable().A}");
        foreach (var port in (LivePort[])[near, tap])
        {
            Send(bench, port, OffloadFrames.Tcp(v6: false, 20_000), Large with { ChecksumStart = 65_000 });
            Assert.Contains(port.Remarks, remark => remark == $"{port.Interface}: 1 packets were not sent (bad-offload)");
        }
    }

    [LiveFact("iperf3", "ping")]
    public void Network_stacks_talk_through_packet_sockets_and_nothing_is_cut()
    {
        using var wires = new Wires();
        var (left, leftEnd) = wires.Host("l", "10.77.3.1/24");
        var (right, rightEnd) = wires.Host("r", "10.77.3.2/24");
        using var bench = new Bench(32768);
        Check(bench, Open(bench, $"packet:{leftEnd}"), Open(bench, $"packet:{rightEnd}"), left, right, "10.77.3.2");
    }

    [LiveFact("iperf3", "ping")]
    public void Network_stacks_talk_through_taps_and_nothing_is_cut()
    {
        using var wires = new Wires();
        var (left, right) = (wires.Space("l"), wires.Space("r"));
        using var bench = new Bench(32768);
        var (one, other) = (Open(bench, $"tap:{wires.Name("x")}", "up=false"), Open(bench, $"tap:{wires.Name("y")}", "up=false; slots=100"));
        foreach (var (tap, space, address) in new[] { (one, left, "10.77.4.1/24"), (other, right, "10.77.4.2/24") })
        {
            Shell.Run($"ip link set {tap.Interface} netns {space}");
            Wires.Configure(space, tap.Interface, address);
        }

        Check(bench, one, other, left, right, "10.77.4.2");
    }

    [LiveFact]
    public void Small_and_large_packets_stay_in_order()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, $"packet:{a}"), Open(bench, $"packet:{b}"));
        var frames = Enumerable.Range(0, 120).Select(i => OffloadFrames.Tcp(v6: false, i % 3 == 0 ? 2000 + (i * 500) : 10 + i)).ToArray();
        for (var i = 0; i < frames.Length; i++)
        {
            frames[i][^1] = (byte)i;
            Send(bench, near, frames[i], frames[i].Length > 1514 ? Large : default);
        }

        Assert.Equal(frames, Receive(bench, far, frames.Length).Select(packet => packet.Frame));
        Assert.Equal(40UL, far.Large);
    }

    [LiveFact]
    public void A_tag_that_the_kernel_took_out_of_a_large_packet_is_put_back()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, $"packet:{a}"), Open(bench, $"packet:{b}"));
        var frame = OffloadFrames.Tcp(v6: false, 30_000);
        frame = [.. frame[..12], 0x81, 0x00, 0xB1, 0x23, .. frame[12..]];
        Send(bench, near, frame, Large.Shifted(4));

        var (got, header) = Assert.Single(Receive(bench, far, 1));

        Assert.Equal(frame, got);
        Assert.Equal(Large.ChecksumStart + 4, header.ChecksumStart);
    }

    [LiveFact]
    public void Large_packets_that_the_kernel_has_no_room_for_are_counted_and_the_others_stay_in_order()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, $"packet:{a}"), Open(bench, $"packet:{b}"));
        var frame = OffloadFrames.Tcp(v6: false, 60_000);
        for (ushort i = 0; i < 600; i++)
        {
            BitConverter.TryWriteBytes(frame.AsSpan(^2), i);
            Send(bench, near, frame, Large);
        }

        var got = Receive(bench, far, 600, TimeSpan.FromSeconds(1)).Select(packet => BitConverter.ToUInt16(packet.Frame.AsSpan(^2))).ToList();

        Assert.InRange(far.KernelDropped, 1u, 599u);
        Assert.Equal(600u, (uint)got.Count + far.KernelDropped);
        Assert.Equal(got.Order(), got);
        Assert.Contains(far.Remarks, remark => remark.Contains("net.core.rmem_max", StringComparison.Ordinal));
    }

    [LiveTheory]
    [InlineData("packet")]
    [InlineData("tap")]
    public void Large_packets_allocate_nothing(string receiver)
    {
        using var wires = new Wires();
        using var bench = new Bench();
        var (a, b) = receiver == "tap" ? (wires.Name("x"), wires.Name("x")) : wires.Cable();
        var far = Open(bench, $"{receiver}:{b}");
        var near = Open(bench, $"packet:{a}");
        var (tx, rx) = (bench.Tx(near), bench.Rx(far));
        var frame = OffloadFrames.Tcp(v6: false, 60_000);
        var (received, end) = (0, DateTime.UtcNow + Patience);
        void Pass()
        {
            Put(tx, frame, Large);
            tx.Sync();
            for (var before = received; received == before && DateTime.UtcNow < end;)
            {
                rx.Sync();
                received += rx.Available > 0 ? 1 : 0;
                rx.Head = rx.Cur = rx.Tail;
            }
        }

        Pass();
        Assert.Equal(0, Allocation.Least(Pass));
        Assert.Equal(6, received);
    }

    private static void Check(Bench bench, LivePort one, LivePort other, string left, string right, string address)
    {
        using (new Forwarding(bench, one, other))
        {
            StackTalk.Check(left, right, address);
        }

        Assert.True(one.Large > 0 && other.Large > 0, $"{one.Large} and {other.Large} large packets came in");
        Assert.Equal((0UL, 0UL), (one.Segmented + other.Segmented, one.ChecksumsCompleted + other.ChecksumsCompleted));
    }

    private static LivePort Open(Bench bench, string name, string options = "") => (LivePort)PortCatalogue.Open(
        name, PortDirection.Read | PortDirection.Write, Bench.Options(options), bench.Context with { PassesOffloads = true });

    private static void Send(Bench bench, LivePort port, byte[] frame, VirtioNetHeader header)
    {
        var tx = bench.Host.CallDriver(port.Tx[0]);
        Put(tx, frame, header);
        tx.Sync();
        Assert.False(tx.TxPending);
    }

    private static void Put(RingDriver tx, byte[] frame, VirtioNetHeader header)
    {
        var first = tx.Head;
        for (var from = 0; from < frame.Length; from += 1900)
        {
            var piece = frame.AsSpan(from, Math.Min(1900, frame.Length - from));
            ref var slot = ref tx.Ring.Slots[tx.Head];
            slot.Len = (ushort)piece.Length;
            slot.Flags = from + 1900 < frame.Length ? SlotFlags.MoreFrag : (ushort)0;
            piece.CopyTo(new Span<byte>(tx.Region.BufferAddress(slot.BufIdx) + slot.Ptr, piece.Length));
            tx.Head = tx.Cur = RingIndex.Next(tx.Head, tx.NumSlots);
        }

        if (!header.IsPlain)
        {
            ref var slot = ref tx.Ring.Slots[first];
            slot.Flags |= SlotFlags.VnetHeader;
            header.Write(tx.Region.BufferAddress(slot.BufIdx) + slot.Ptr - SlotFlags.VnetHeaderLength);
        }
    }

    private static List<(byte[] Frame, VirtioNetHeader Header)> Receive(
        Bench bench, LivePort port, int most, TimeSpan? patience = null)
    {
        var rx = bench.Host.CallDriver(port.Rx[0]);
        var got = new List<(byte[], VirtioNetHeader)>();
        for (var end = DateTime.UtcNow + (patience ?? Patience); got.Count < most && DateTime.UtcNow < end;)
        {
            rx.Sync();
            while (rx.Available > 0)
            {
                ref var slot = ref rx.Ring.Slots[rx.Head];
                VirtioNetHeader header = (slot.Flags & SlotFlags.VnetHeader) == 0 ? default
                    : VirtioNetHeader.Read(rx.Region.BufferAddress(slot.BufIdx) + slot.Ptr - SlotFlags.VnetHeaderLength);
                got.Add((Bench.Take(rx), header));
            }
        }

        return got;
    }
}
