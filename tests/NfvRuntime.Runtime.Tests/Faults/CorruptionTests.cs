using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Faults;

/// <summary>
/// Impossible values in one ring of a chain that carries traffic both ways: that ring is reset and its actor made anew; the other direction
/// loses nothing; what was lost is stated, and no buffer stays lost.
/// </summary>
public sealed class CorruptionTests
{
    private const int Packets = 20_000;

    /// <summary>What is scribbled into a ring, and whether its reset tells of it at once.</summary>
    private static readonly string[] All =
    [
        "buffer 0", "buffer beyond the region", "buffer of all ones", "length", "offset", "endless fragments", "head", "cur", "head and cur", "every slot",
    ];

    public static TheoryData<string> Scribbles => [.. All];

    [Theory]
    [MemberData(nameof(Scribbles))]
    public Task A_receive_ring_is_reset_alone(string scribble) => RunAsync(scribble, tx: false, perSync: int.MaxValue);

    [Theory]
    [InlineData("buffer 0")]
    [InlineData("buffer beyond the region")]
    [InlineData("buffer of all ones")]
    [InlineData("head")]
    [InlineData("cur")]
    [InlineData("head and cur")]
    [InlineData("every slot")]
    public Task A_transmit_ring_is_reset_alone(string scribble) => RunAsync(scribble, tx: true, perSync: int.MaxValue);

    [Theory]
    [InlineData("buffer 0")]
    [InlineData("length")]
    [InlineData("endless fragments")]
    [InlineData("head")]
    [InlineData("every slot")]
    public Task A_transmit_ring_of_a_slow_port_is_reset_alone(string scribble) => RunAsync(scribble, tx: true, perSync: 3);

    [Fact]
    public async Task A_packet_that_fills_the_ring_and_does_not_end_resets_it()
    {
        await using var rig = new Rig(2, 32, 1024, new SegmentOptions { Burst = 8, OwnsRegions = true });
        (TestPort a, TestPort b, Segment segment) = Build(rig, _ => { });
        a.Ledger.Remember(2, Packets);
        int syncs = 0;
        a.AfterRxSync = kring =>
        {
            if (++syncs % 50 == 0)
            {
                Scribble(kring, "endless fragments", 0);
            }
        };
        await rig.StartAsync(segment);
        await rig.DrainAsync(segment);
        await rig.StopAsync(segment, Rig.Patience);
        Books.MustBeEmpty(segment);
        MustHaveLostNothing(a, Packets);
        Assert.InRange(segment.Report().Ports[0].Receive!.Faults, 5ul, (ulong)syncs);
        Assert.Empty(b.Ledger.Complaints);
    }

    [Fact]
    public async Task Another_thread_that_scribbles_all_the_time_stops_nobody_else()
    {
        await using var rig = new Rig(2, 32, 2048, new SegmentOptions { Burst = 8, OwnsRegions = true });
        (TestPort a, TestPort b, Segment segment) = Build(rig, _ => { });
        b.Ledger.Remember(2, Packets);
        a.Ledger.Remember(2, Packets);
        await rig.StartAsync(segment);
        using var enough = new CancellationTokenSource();
        var scribbler = new Thread(() =>
        {
            var random = new Random(7);
            while (!enough.IsCancellationRequested)
            {
                Scribble(random.Next(2) == 0 ? a.Rx[0] : b.Tx[0], All[random.Next(All.Length)], (uint)random.Next(32));
                Thread.Sleep(1);
            }
        });
        scribbler.Start();
        await rig.DrainAsync(segment);
        enough.Cancel();
        scribbler.Join();
        await rig.StopAsync(segment, Rig.Patience);
        MustHaveLostNothing(a, b.Delivered);
        SegmentReport report = segment.Report();
        Assert.True(report.Balances, Rig.Explain(report));
        Assert.Equal((ulong)b.Delivered, report.Ports[0].Transmit!.Packets);
        foreach (Kring kring in (Kring[])[a.Rx[0], b.Tx[0]])
        {
            rig.Host.CallDriver(kring).Reset(); // the last scribble may not have been seen by anybody
        }

        segment.Audits[0].ReclaimLost();
        Assert.True(segment.Audits[0].Run().Holds, segment.Audits[0].Run().ToString());
    }

    private static async Task RunAsync(string scribble, bool tx, int perSync)
    {
        await using var rig = new Rig(2, 32, 1024, new SegmentOptions { Burst = 8, OwnsRegions = true });
        Kring? victim = null;
        int bursts = 0;
        var midway = new List<string>();
        Segment? watched = null;
        (TestPort a, TestPort b, Segment segment) = Build(rig, _ =>
        {
            if (++bursts % 97 == 50)
            {
                Scribble(victim!, scribble, (uint)bursts);
            }
            else if (bursts % 97 == 0 && watched!.Report() is { } report && !Books.Conserve(report))
            {
                midway.Add(Rig.Explain(report)); // in the middle of a burst's way, where no packet may be missing either
            }
        });
        watched = segment;
        victim = tx ? b.Tx[0] : a.Rx[0];
        b.PerTxSync = perSync;
        a.Ledger.Remember(2, Packets);
        await rig.StartAsync(segment);
        await rig.DrainAsync(segment, context: scribble + ": ");
        await rig.StopAsync(segment, Rig.Patience);
        rig.Finish(b);

        SegmentReport report = segment.Report();
        Assert.True(report.Balances, Rig.Explain(report));
        Assert.Equal(0ul, report.Held);
        RingReport struck = tx ? report.Ports[1].Transmit! : report.Ports[0].Receive!;
        RingReport[] others = [report.Ports[0].Transmit!, report.Ports[1].Receive!, tx ? report.Ports[0].Receive! : report.Ports[1].Transmit!];
        if (scribble != "endless fragments") // they end, too late, with what the port brings next
        {
            Assert.InRange(struck.Faults, 5ul, (ulong)bursts);
        }

        Assert.Equal(struck.Faults + 1, victim.Generation);
        Assert.All(others, ring => Assert.Equal(0ul, ring.Faults));
        MustHaveLostNothing(a, Packets);
        if (scribble is not ("endless fragments" or "length" or "offset"))
        {
            // Nothing but what was in the ring is lost, to the packet.
            Assert.Equal((ulong)Packets, report.Ports[0].Receive!.Packets);
            Assert.Equal((ulong)b.Ledger.Packets, report.Ports[1].Transmit!.Packets);
            Assert.Equal((ulong)(Packets - b.Ledger.Packets), report.Dropped.GetValueOrDefault(DropReasons.RingReset.Name));
            Assert.Empty(b.Ledger.Complaints);
        }

        Assert.Empty(midway);
        RegionAuditResult audit = segment.Audits[0].Run();
        Assert.True(audit.Holds, audit.ToString());
    }

    private static void MustHaveLostNothing(TestPort port, long packets)
    {
        Assert.Empty(port.Ledger.Complaints);
        Assert.Empty(port.Ledger.Missing(1, packets));
        Assert.Equal(packets, port.Ledger.Packets);
    }

    /// <summary>Both directions over stages of their own and a shared one.</summary>
    private static (TestPort A, TestPort B, Segment Segment) Build(Rig rig, Action<Burst> onBurst)
    {
        (TestPort a, TestPort b) = (rig.Port("a", 0), rig.Port("b", 1));
        a.Count = b.Count = Packets;
        SegmentBuilder builder = rig.Build(2);
        builder.AddPort("a", a);
        builder.AddPort("b", b);
        builder.AddScript("there", new Script { Id = 1, OnBurst = (burst, _) => onBurst(burst) });
        builder.AddScript("shared", new Script { Id = 0 });
        builder.ConnectPath(0, "a", "there", "shared", "b");
        builder.ConnectPath(1, "b", "shared", "a");
        return (a, b, builder.Build());
    }

    private static unsafe void Scribble(Kring kring, string what, uint any)
    {
        NetmapRing* ring = kring.Ring.Pointer;
        uint n = kring.NumSlots;
        NetmapSlot* slots = kring.Ring.Slots;
        ref NetmapSlot slot = ref slots[any % n];
        switch (what)
        {
            case "buffer 0":
                slot.BufIdx = 0;
                break;
            case "buffer beyond the region":
                slot.BufIdx = kring.Port.Region.BufferCount;
                break;
            case "buffer of all ones":
                slot.BufIdx = uint.MaxValue;
                break;
            case "length":
                Every(slots, n, static (ref NetmapSlot s) => s.Len = ushort.MaxValue);
                break;
            case "offset":
                Every(slots, n, static (ref NetmapSlot s) => s.Ptr = 0xFFF0);
                break;
            case "endless fragments":
                Every(slots, n, static (ref NetmapSlot s) => s.Flags |= SlotFlags.MoreFrag);
                break;
            case "head":
                ring->Head = n + any;
                break;
            case "cur":
                ring->Cur = uint.MaxValue;
                break;
            case "head and cur":
                ring->Head = ring->Cur = RingIndex.Next(RingIndex.Next(ring->Tail, n), n);
                ring->Tail = 77777;
                break;
            default:
                Every(slots, n, static (ref NetmapSlot s) => s = new NetmapSlot { BufIdx = 0xDEADBEEF, Len = 0xFFFF, Flags = 0xFFFF, Ptr = ulong.MaxValue });
                break;
        }
    }

    private delegate void Change(ref NetmapSlot slot);

    private static unsafe void Every(NetmapSlot* slots, uint n, Change change)
    {
        for (uint i = 0; i < n; i++)
        {
            change(ref slots[i]);
        }
    }
}
