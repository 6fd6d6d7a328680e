using System.Buffers.Binary;
using static NfvRuntime.Ports.Tests.Traffic;

namespace NfvRuntime.Ports.Tests;

public sealed class PacketPortTests
{
    [LiveFact]
    public void Frames_go_in_as_they_go_out_and_are_not_received_where_they_were_sent()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, a), Open(bench, b));
        byte[][] frames = [.. Enumerable.Range(0, 300).Select(i => Frame(14 + (i * 5), i))];

        var got = Exchange(bench, near, far, frames);

        Assert.Equal(frames, got);
        var own = bench.Rx(near);
        own.SyncNow();
        Assert.Equal(0u, own.Available);
        Assert.Empty(near.Remarks);
        Assert.Null(near.Problem);
    }

    [LiveFact]
    public void Vlan_tags_that_the_kernel_took_out_are_put_back()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        byte[][] frames = [.. new ushort[] { 0x8100, 0x88A8 }.Select(tpid => Tagged(Frame(100, 1), tpid, 0xB123)),
            Tagged(Tagged(Frame(60, 2), 0x8100, 7), 0x88A8, 9)];

        Assert.Equal(frames, Exchange(bench, Open(bench, a), Open(bench, b), frames));
    }

    [LiveFact]
    public void Frames_longer_than_those_of_the_kernels_ring_come_whole_and_in_order()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        Shell.Run($"ip link set {a} mtu 9000");
        Shell.Run($"ip link set {b} mtu 9000");
        using var bench = new Bench();
        byte[][] frames = [Frame(1500, 1), Frame(5000, 2), Tagged(Frame(6000, 3), 0x8100, 5), Frame(60, 4), Frame(9014, 5), Frame(1950, 6), Frame(2000, 7)];

        Assert.Equal(frames, Exchange(bench, Open(bench, a), Open(bench, b), frames));
    }

    [LiveFact]
    public void Several_rings_share_the_flows_and_lose_none()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench(32768);
        var (near, far) = (Open(bench, a), Open(bench, b, "rings=3"));
        Assert.Equal((3, 3), (far.Rx.Count, far.Tx.Count));
        byte[][] frames = [.. Enumerable.Range(0, 240).Select(UdpFrame)];
        Send(bench, near, frames);

        var got = far.Rx.Select(kring => Receive(bench.Host.CallDriver(kring), 240, TimeSpan.FromMilliseconds(300))).ToArray();

        Assert.Equal(240, got.Sum(ring => ring.Count));
        Assert.True(got.Count(ring => ring.Count > 0) > 1, "one ring got everything");
    }

    [LiveFact]
    public void What_the_kernel_drops_for_want_of_room_is_counted()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, a), Open(bench, b, "buffer=524288"));
        var frames = Enumerable.Range(0, 1000).Select(i => Frame(1500, i)).ToArray();
        Send(bench, near, frames);

        var got = Receive(bench.Rx(far), 1000, TimeSpan.FromSeconds(1)).Count;
        _ = bench.Rx(far).Arm();

        Assert.InRange(far.KernelDropped, 1u, 999u);
        Assert.Equal(1000u, (ulong)got + far.KernelDropped);
        Assert.Contains(far.Remarks, remark => remark.Contains("kernel-full", StringComparison.Ordinal));
        Assert.Contains(bench.Host.Counters.Read(), reading => reading.Metric.Name == "nfv.port.dropped" && reading.Value == far.KernelDropped);
    }

    [LiveFact]
    public void An_interface_that_goes_down_and_comes_back_goes_on()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, a), Open(bench, b));
        var rx = bench.Rx(far);

        Shell.Run($"ip link set {b} down");
        Assert.Equal($"{b} is down: ip link set {b} up", far.Problem);
        rx.Sync();
        _ = rx.Arm();
        rx.Drain();
        Send(bench, far, [Frame(60, 1)]);
        Assert.Contains(far.Remarks, remark => remark.StartsWith($"{b} was taken down 1 time;", StringComparison.Ordinal));
        Assert.Contains(far.Remarks, remark => remark == $"{b}: 1 packets were not sent (interface-down)");
        Assert.Equal([new("interface-down", 1)], far.Lost(isTx: true));
        Assert.Empty(far.Lost(isTx: false));

        Shell.Run($"ip link set {b} mtu 1400 up");
        Assert.Null(far.Problem);
        Assert.Contains(far.Remarks, remark => remark == $"the MTU of {b} was 1500 at the start and is 1400 now");
        Wires.AwaitCarrier(a, b);
        byte[][] frames = [Frame(200, 3)];
        Assert.Equal(frames, Exchange(bench, near, far, frames));
    }

    [LiveFact]
    public void A_removed_interface_is_a_problem_and_breaks_nothing()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, a), Open(bench, b));
        Shell.Run($"ip link del {a}");

        Send(bench, near, [Frame(60, 1), Frame(70, 2)]);
        bench.Rx(far).Sync();

        Assert.StartsWith($"{b} has been removed", far.Problem);
        Assert.Contains(near.Remarks, remark => remark == $"{a}: 2 packets were not sent (interface-down)");
    }

    [LiveFact]
    public void An_interface_that_is_made_anew_is_taken_up_again()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, a), Open(bench, b));
        Shell.Run($"ip link del {a}");
        Assert.Equal($"{b} has been removed: it is taken up again as soon as it is there again", far.Problem);
        Send(bench, near, [Frame(60, 1)]);

        Wires.Lay(a, b);

        Assert.True(SpinWait.SpinUntil(() => near.Problem is null && far.Problem is null, TimeSpan.FromSeconds(30)), $"{near.Problem}; {far.Problem}");
        byte[][] frames = [Frame(200, 3), Frame(1500, 4)];
        Assert.Equal(frames, Exchange(bench, near, far, frames));
        Assert.Contains(far.Remarks, remark => remark.StartsWith($"{b} was removed and made anew 1 time;", StringComparison.Ordinal));
    }

    [LiveFact]
    public void A_sleeper_is_woken_once_for_each_time_it_asked()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, a), Open(bench, b));
        var rx = bench.Rx(far);
        rx.Sync();

        Assert.False(rx.Arm());
        Assert.False(Readable.Within(rx.WakeDescriptor, 0));
        Send(bench, near, [Frame(60, 1)]);
        Assert.True(Readable.Within(rx.WakeDescriptor, 5000));
        rx.Drain();
        Assert.False(Readable.Within(rx.WakeDescriptor, 0), "readable although nobody asked again");
        Assert.Single(Receive(rx, 1, Patience));
    }

    [LiveFact]
    public void Frames_that_an_interface_cannot_send_are_counted_and_the_others_go()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, a), Open(bench, b));
        Send(bench, near, [Frame(60, 1), Frame(1900, 2), Frame(10, 3), Frame(61, 4)]);

        Assert.Equal([Frame(60, 1), Frame(61, 4)], Receive(bench.Rx(far), 2, Patience));
        Assert.Contains(near.Remarks, remark => remark == $"{a}: 1 packets were not sent (too-long)");
        Assert.Contains(near.Remarks, remark => remark == $"{a}: 1 packets were not sent (too-short)");
    }

    [LiveFact("iperf3", "ping")]
    public void Network_stacks_talk_with_their_offloads_on()
    {
        using var wires = new Wires();
        var (left, leftEnd) = wires.Host("l", "10.77.1.1/24");
        var (right, rightEnd) = wires.Host("r", "10.77.1.2/24");
        using var bench = new Bench(32768);
        var (one, other) = (Open(bench, leftEnd), Open(bench, rightEnd));
        using (new Forwarding(bench, one, other))
        {
            StackTalk.Check(left, right, "10.77.1.2");
        }

        Assert.True(one.Segmented > 0 && one.Segments > one.Segmented, $"nothing was cut: {one.Segmented}");
        Assert.True(other.ChecksumsCompleted > 0, "no checksum was unfinished");
    }

    [LiveFact]
    public void A_missing_interface_is_named_beside_those_there_are()
    {
        using var bench = new Bench();
        Assert.Matches("^packet:nope0: there is no interface 'nope0'; there are .*lo.*$",
            Assert.Throws<PortException>(() => bench.Source("packet:nope0")).Message);
    }

    [LiveFact]
    public void Sending_and_receiving_allocate_nothing()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (tx, rx) = (bench.Tx(Open(bench, a)), bench.Rx(Open(bench, b)));
        byte[][] piece = [Frame(100, 1)];
        var (received, before, end) = (0u, 0L, DateTime.UtcNow + Patience);
        for (var i = 0; (i < 400 || received < 400) && DateTime.UtcNow < end; i++)
        {
            if (i < 400)
            {
                Bench.Put(tx, piece);
            }

            tx.Sync();
            rx.Sync();
            received += rx.Available;
            rx.Head = rx.Cur = rx.Tail;
            _ = rx.Arm();
            rx.Drain();
            if (i == 200)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(400u, received);
    }

    [LiveFact]
    public void Missing_rights_are_named_with_the_way_to_get_them()
    {
        using var wires = new Wires();
        using var bench = new Bench();
        var (link, tap) = (wires.Cable().A, wires.Name("x"));

        var messages = Rights.Without(() => Assert.Throws<PortException>(() => bench.Source($"packet:{link}")).Message,
            () => Assert.Throws<PortException>(() => bench.Source($"tap:{tap}")).Message);

        Assert.StartsWith($"packet:{link}: packet sockets need the capability CAP_NET_RAW: run as root, give it", messages[0]);
        Assert.StartsWith($"tap:{tap}: making or opening a TAP needs the capability CAP_NET_ADMIN: run as root, give it", messages[1]);
        Assert.Empty(bench.Host.Ports);
    }

    private static PacketPort Open(Bench bench, string name, string options = "") => (PacketPort)PortCatalogue.Open(
        $"packet:{name}", PortDirection.Read | PortDirection.Write, Bench.Options(options), bench.Context);

    private static byte[] Tagged(byte[] frame, ushort tpid, ushort tci)
    {
        var tag = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(tag, tpid);
        BinaryPrimitives.WriteUInt16BigEndian(tag.AsSpan(2), tci);
        return [.. frame[..12], .. tag, .. frame[12..]];
    }

    private static byte[] UdpFrame(int flow) => OffloadFrames.Udp(v6: false, (ushort)(1000 + flow), 40);
}
