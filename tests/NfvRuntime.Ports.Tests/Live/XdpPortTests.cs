using NfvRuntime.Host;
using static NfvRuntime.Ports.Tests.Traffic;

namespace NfvRuntime.Ports.Tests;

public sealed class XdpPortTests
{
    private const PortDirection Both = PortDirection.Read | PortDirection.Write;

    [LiveTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Frames_arrive_as_they_were_sent_and_every_buffer_stays_in_one_place(bool aligned)
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var free = bench.Region.FreeBufferCount;
        using (var near = Open(bench, a))
        using (var far = aligned ? OpenAligned(bench, b) : Open(bench, b))
        {
            for (var round = 0; round < 20; round++)
            {
                var frames = Enumerable.Range(0, 200).Select(i => Frame(14 + (i * 7), i + round)).ToArray();
                Assert.Equal(frames, Exchange(bench, near, far, frames));
                Assert.Equal(frames, Exchange(bench, far, near, frames));
            }

            foreach (var port in (XdpPort[])[near, far])
            {
                var seen = new HashSet<uint>();
                port.VisitBuffers(buffer => Assert.True(seen.Add(buffer), $"buffer {buffer} is in two places"));
                Assert.Equal(3 * 1024, seen.Count);
                Assert.Empty(port.Remarks);
                Assert.Null(port.Problem);
            }
        }

        Assert.Equal(free, bench.Region.FreeBufferCount);
    }

    [LiveFact]
    public void What_nobody_reads_is_counted_as_dropped_by_the_kernel()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench(32768);
        var (near, far) = (Open(bench, a), Open(bench, b));
        var frames = Enumerable.Range(0, 4000).Select(i => Frame(100, i)).ToArray();
        Send(bench, near, frames);

        var got = Receive(bench.Rx(far), 4000, TimeSpan.FromSeconds(1)).Count;
        _ = bench.Rx(far).Arm();

        Assert.InRange(far.KernelDropped, 1u, 3999u);
        Assert.Equal(4000u, (ulong)got + far.KernelDropped);
    }

    [LiveFact]
    public void The_stack_sees_nothing_while_the_port_is_open_and_everything_afterwards()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench(16384);
        using var watcher = PortCatalogue.Open($"packet:{b}", PortDirection.Read, Bench.Options(""), bench.Context);
        var near = Open(bench, a);
        using (var far = Open(bench, b))
        {
            Assert.Single(Exchange(bench, near, far, [Frame(60, 1)]));
            Assert.Empty(Receive(bench.Rx(watcher), 1, TimeSpan.FromMilliseconds(100)));
        }

        Send(bench, near, [Frame(60, 2)]);
        Assert.Single(Receive(bench.Rx(watcher), 1, Patience));
    }

    [LiveFact]
    public void A_port_that_is_only_written_to_leaves_what_comes_in_to_the_system()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench(16384);
        using var watcher = PortCatalogue.Open($"packet:{b}", PortDirection.Read, Bench.Options(""), bench.Context);
        using var only = (XdpPort)PortCatalogue.Open($"xdp:{b}", PortDirection.Write, Bench.Options(""), bench.Context);
        using var near = Open(bench, a);
        Assert.Empty(only.Rx);

        Send(bench, near, [Frame(60, 2)]);
        Send(bench, only, [Frame(61, 3)]);

        Assert.Equal([Frame(60, 2)], Receive(bench.Rx(watcher), 1, Patience));
        Assert.Equal([Frame(61, 3)], Receive(bench.Rx(near), 1, Patience));
    }

    [LiveFact]
    public void A_second_port_on_the_same_interface_is_refused_and_leaves_nothing()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench(16384);
        var (near, far) = (Open(bench, a), Open(bench, b));
        var free = bench.Region.FreeBufferCount;

        Assert.Equal($"xdp:{b}: a queue of '{b}' has an AF_XDP socket already: stop the other chain",
            Assert.Throws<PortException>(() => Open(bench, b)).Message);
        Assert.Equal(free, bench.Region.FreeBufferCount);
        Assert.Single(Exchange(bench, near, far, [Frame(60, 1)]));
    }

    [LiveFact]
    public void What_the_driver_cannot_do_is_refused_with_what_to_write_instead()
    {
        using var wires = new Wires();
        var (a, _) = wires.Cable();
        using var bench = new Bench();
        Assert.Equal($"xdp:{a}: the driver of '{a}' cannot exchange frames without copies; 'mode: copy' lets the kernel copy",
            Assert.Throws<PortException>(() => Open(bench, a, "mode=zerocopy")).Message);
        Assert.Equal($"xdp:{a}: 'rings: 5', but '{a}' has 1 queue each way: state at most as many, or give it more (ethtool -L {a} combined 5)",
            Assert.Throws<PortException>(() => Open(bench, a, "rings=5")).Message);
        Assert.StartsWith("xdp:nope0: there is no interface 'nope0'; there are ", Assert.Throws<PortException>(() => Open(bench, "nope0")).Message);
        Shell.Run($"ip link set {a} mtu 1900");
        Assert.StartsWith($"xdp:{a}: the MTU of '{a}' is 1900, and a buffer holds 1842: ip link set {a} mtu 1500",
            Assert.Throws<PortException>(() => Open(bench, a)).Message);
        Shell.Run($"ip link set {a} mtu 1500");
        Assert.False(Open(bench, a).IsZeroCopy);
    }

    [LiveFact]
    public void Several_rings_are_the_queues_of_the_interface()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable(queues: 4);
        using var bench = new Bench(65536);
        using var near = Open(bench, a);
        using var far = Open(bench, b);
        Assert.Equal((4, 4, 4, 4), (near.Tx.Count, near.Rx.Count, far.Tx.Count, far.Rx.Count));
        for (var queue = 0; queue < 4; queue++)
        {
            var tx = bench.Host.CallDriver(near.Tx[queue]);
            Bench.Put(tx, Frame(60, queue));
            tx.Sync();
            Assert.Equal([Frame(60, queue)], Receive(bench.Host.CallDriver(far.Rx[queue]), 1, Patience));
        }
    }

    [LiveFact]
    public void Pieces_go_as_one_frame_and_what_cannot_go_is_counted()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, a), Open(bench, b));
        var tx = bench.Tx(near);
        Bench.Put(tx, Frame(600, 1)[..100], Frame(600, 1)[100..300], Frame(600, 1)[300..]);
        Bench.Put(tx, Frame(10, 1));
        Bench.Put(tx, Frame(1700, 1));
        Bench.Put(tx, Frame(61, 2));
        tx.Sync();

        Assert.Equal([Frame(600, 1), Frame(61, 2)], Receive(bench.Rx(far), 2, Patience));
        Assert.Contains(near.Remarks, remark => remark == $"{a}: 1 packets were not sent (too-long)");
        Assert.Contains(near.Remarks, remark => remark == $"{a}: 1 packets were not sent (too-short)");
        Assert.False(tx.TxPending);
    }

    [LiveFact]
    public void An_interface_that_goes_down_and_comes_back_goes_on()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, a), Open(bench, b));
        Shell.Run($"ip link set {a} down");
        Assert.Equal($"{a} is down: ip link set {a} up", near.Problem);
        var tx = bench.Tx(near);
        for (var i = 0; i < 3; i++)
        {
            Bench.Put(tx, Frame(60, i));
            tx.Sync();
        }

        Shell.Run($"ip link set {a} up");
        Assert.True(SpinWait.SpinUntil(() => near.Problem is null && Carries(b), Patience));
        byte[] last = Frame(200, 9);
        var got = new List<byte[]>();
        for (var end = DateTime.UtcNow + Patience; !got.Any(last.SequenceEqual) && DateTime.UtcNow < end;)
        {
            Bench.Put(tx, last);
            tx.Sync();
            got.AddRange(Receive(bench.Rx(far), 1, TimeSpan.FromMilliseconds(50)));
        }

        Assert.Contains(got, last.SequenceEqual);
        Assert.True(SpinWait.SpinUntil(() => Idle(tx), Patience));
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
    public void A_slot_that_names_a_buffer_the_kernel_has_is_a_fault()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (near, far) = (Open(bench, a), Open(bench, b));
        var rx = bench.Rx(far);
        Assert.Single(Exchange(bench, near, far, [Frame(60, 1)]));
        var held = new HashSet<uint>();
        far.VisitBuffers(buffer => held.Add(buffer));
        foreach (ref var slot in Slots(rx))
        {
            held.Remove(slot.BufIdx);
        }

        foreach (var kring in far.Tx)
        {
            for (uint i = 0; i < kring.NumSlots; i++)
            {
                held.Remove(kring.Ring[i].BufIdx);
            }
        }

        rx.Ring[rx.Tail].BufIdx = held.First();
        Send(bench, near, [Frame(60, 2)]);

        var fault = Assert.Throws<RingFaultException>(() => Receive(rx, 1, Patience));
        Assert.Contains("which the kernel has", fault.Message, StringComparison.Ordinal);
    }

    [LiveFact]
    public void Sending_and_receiving_allocate_nothing()
    {
        using var wires = new Wires();
        var (a, b) = wires.Cable();
        using var bench = new Bench();
        var (tx, rx) = (bench.Tx(Open(bench, a)), bench.Rx(Open(bench, b)));
        byte[][] piece = [Frame(100, 1)];
        var (received, end) = (0u, DateTime.UtcNow + Patience);
        void Pass()
        {
            Bench.Put(tx, piece);
            tx.Sync();
            for (var before = received; received == before && DateTime.UtcNow < end;)
            {
                rx.Sync();
                received += rx.Available;
                rx.Head = rx.Cur = rx.Tail;
                _ = rx.Arm();
                rx.Drain();
            }
        }

        Pass();
        Assert.Equal(0, Allocation.Least(Pass));
        Assert.Equal(6u, received);
    }

    [LiveFact("iperf3", "ping", "ethtool")]
    public void Network_stacks_talk_through_two_ports()
    {
        using var wires = new Wires();
        var (left, leftEnd) = wires.Host("l", "10.77.5.1/24");
        var (right, rightEnd) = wires.Host("r", "10.77.5.2/24");
        foreach (var (space, device) in new[] { (left, wires.Name("lt")), (right, wires.Name("rt")) })
        {
            Shell.Run($"ip netns exec {space} ethtool -K {device} tx off");
        }

        using var bench = new Bench(32768);
        var (one, other) = (Open(bench, leftEnd), Open(bench, rightEnd));
        using (new Forwarding(bench, one, other))
        {
            StackTalk.Check(left, right, "10.77.5.2");
        }
    }

    private static XdpPort Open(Bench bench, string name, string options = "") =>
        (XdpPort)PortCatalogue.Open($"xdp:{name}", Both, Bench.Options(options), bench.Context);

    private static XdpPort OpenAligned(Bench bench, string name)
    {
        var spec = new XdpSpec { Text = $"xdp:{name}", Interface = name, Use = Both, Mode = XdpCopying.Copy };
        var port = XdpPort.OpenAligned(spec, Native.LibC.InterfaceIndex(name), 1, bench.Context);
        bench.Host.Add(port);
        return port;
    }

    private static bool Carries(string link) => File.ReadAllText($"/sys/class/net/{link}/carrier").Trim() == "1";

    private static unsafe Span<Netmap.NetmapSlot> Slots(RingDriver driver) => new(driver.Ring.Slots, (int)driver.NumSlots);
}
