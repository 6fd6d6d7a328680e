using NfvRuntime.Actors.Islands;
using NfvRuntime.Host;
using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Chains;

/// <summary>Two segments on two islands, joined by a netmap pipe; both sleep when nothing moves.</summary>
public class PipeTests
{
    private const int Packets = 30_000;

    [Fact]
    public async Task Islands_joined_by_a_pipe_wake_each_other_and_lose_nothing()
    {
        await using var rig = new Rig(4, 32, 2048, new SegmentOptions { Burst = 8 }, WaitPolicy.Interrupt);
        rig.System.CreateIsland(new IslandOptions { Id = "other", Policy = WaitPolicy.Interrupt });
        (TestPort a, TestPort b, Segment left, Segment right) = Build(rig);
        a.Count = b.Count = Packets;
        await rig.StartAsync(left);
        await rig.StartAsync(right, "other");
        await Rig.Until(() => a.Ledger.Packets == Packets && b.Ledger.Packets == Packets);
        await rig.StopAsync(left, Rig.Patience);
        await rig.StopAsync(right, Rig.Patience);
        Assert.Empty(a.Ledger.Complaints);
        Assert.Empty(b.Ledger.Complaints);
        Assert.True(left.Report().Balances, Rig.Explain(left.Report()));
        Assert.True(right.Report().Balances, Rig.Explain(right.Report()));
        Assert.Equal((ulong)Packets, right.Report().Ports[1].Transmit!.Packets);
        RegionMustHold(rig, left, right);
    }

    [Fact]
    public async Task Islands_with_nothing_to_do_sleep_and_wake_for_a_single_packet()
    {
        await using var rig = new Rig(4, 32, 2048, new SegmentOptions { Burst = 8 }, WaitPolicy.Interrupt);
        Island other = rig.System.CreateIsland(new IslandOptions { Id = "other", Policy = WaitPolicy.Interrupt });
        (TestPort a, TestPort b, Segment left, Segment right) = Build(rig);
        a.Count = b.Count = long.MaxValue;
        a.PauseAfter = b.PauseAfter = 0;
        await rig.StartAsync(left);
        await rig.StartAsync(right, "other");
        for (int packets = 1; packets <= 20; packets++)
        {
            int expected = packets;
            await Rig.Until(() => IsAsleep(rig.Island) && IsAsleep(other));
            a.PauseAfter = packets;
            await rig.SnapshotAsync(left); // wakes the left island, which then finds the packet; nobody wakes the right one but the pipe
            await Rig.Until(() => b.Ledger.Packets == expected);
        }

        await rig.StopAsync(left, Rig.Patience);
        await rig.StopAsync(right, Rig.Patience);
        Assert.InRange(other.Load.Wakeups, 20, long.MaxValue);
    }

    [Fact]
    public async Task A_full_pipe_holds_back_its_sender_which_sleeps_until_there_is_room()
    {
        await using var rig = new Rig(4, 16, 2048, new SegmentOptions { Burst = 4 }, WaitPolicy.Interrupt);
        rig.System.CreateIsland(new IslandOptions { Id = "other", Policy = WaitPolicy.Interrupt });
        (TestPort a, TestPort b, Segment left, Segment right) = Build(rig);
        a.Count = Packets;
        b.Count = 0;
        await rig.StartAsync(left);
        await Rig.Until(() => left.Ports[0].Transmit[0].Books.Packets.Value == 15); // nobody reads the pipe yet
        await Rig.Until(() => IsAsleep(rig.Island));
        SegmentReport full = await rig.SnapshotAsync(left);
        Assert.True(full.Balances, Rig.Explain(full));
        Assert.Equal(15ul, full.Sent);
        Assert.InRange(full.Held, 1ul, 8ul);
        await rig.StartAsync(right, "other");
        await Rig.Until(() => b.Ledger.Packets == Packets);
        await rig.StopAsync(left, Rig.Patience);
        await rig.StopAsync(right, Rig.Patience);
        Assert.Empty(b.Ledger.Complaints);
        RegionMustHold(rig, left, right);
    }

    [Fact]
    public async Task Buffers_in_the_other_end_of_a_pipe_are_not_taken_for_lost()
    {
        await using var rig = new Rig(4, 32, 2048, new SegmentOptions { Burst = 8, OwnsRegions = true });
        TestPort port = rig.Port("a", 0);
        HostPort pipe = rig.Host.Open("link{1", new PortOptions { Slots = rig.Slots });
        Segment left = Half(rig, "left", port, pipe);
        port.Count = Packets;
        port.AfterRxSync = kring => kring.Ring[kring.HwCur].BufIdx = 0; // at every sync a buffer is lost, found and given back
        Assert.True(left.Audits[0].Run().Holds, left.Audits[0].Run().ToString());
        await rig.StartAsync(left);
        await Rig.Until(() => left.Ports[0].Transmit[0].Books.Packets.Value == 31 || port.Delivered == Packets);
        port.AfterRxSync = null;
        await rig.StopAsync(left, TimeSpan.FromMilliseconds(50));
        rig.Host.CallDriver(port.Rx[0]).Reset(); // the last of them may not have been seen by anybody
        left.Audits[0].ReclaimLost();
        Books.MustBeEmpty(left);
        HostPort other = rig.Host.Open("link}1");
        var indexes = new HashSet<uint>();
        other.VisitBuffers(index => Assert.True(indexes.Add(index) && rig.Region.IsUsableBuffer(index), $"buffer {index}"));
        Assert.InRange(port.Rx[0].Generation, 2u, uint.MaxValue);
        Assert.InRange(indexes.Count, 32, 63); // all of its tx ring, and what waits in its rx ring
    }

    private static (TestPort A, TestPort B, Segment Left, Segment Right) Build(Rig rig)
    {
        (TestPort a, TestPort b) = (rig.Port("a", 0), rig.Port("b", 1));
        var options = new PortOptions { Slots = rig.Slots };
        return (a, b, Half(rig, "left", a, rig.Host.Open("link{1", options)), Half(rig, "right", b, rig.Host.Open("link}1", options)));
    }

    private static Segment Half(Rig rig, string chain, TestPort port, HostPort pipe)
    {
        SegmentBuilder builder = rig.Build(2, chain);
        builder.AddPort("pipe", pipe);
        builder.AddPort("port", port);
        builder.AddScript("there", new Script { Id = 0 });
        builder.AddScript("back", new Script { Id = 1 });
        builder.ConnectPath(0, "port", "there", "pipe");
        builder.ConnectPath(1, "pipe", "back", "port");
        return builder.Build();
    }

    /// <summary>True if the island did not turn for a while.</summary>
    private static bool IsAsleep(Island island)
    {
        long turns = island.Load.Turns;
        Thread.Sleep(20);
        return island.Load.Turns == turns;
    }

    private static void RegionMustHold(Rig rig, Segment left, Segment right)
    {
        var audit = new RegionAudit(rig.Region);
        foreach (Segment segment in (Segment[])[left, right])
        {
            foreach (PortNode port in segment.Ports)
            {
                audit.Add((HostPort)port.Port);
            }

            foreach (BurstPool pool in segment.Pools)
            {
                audit.Add(pool);
            }
        }

        RegionAuditResult result = audit.Run();
        Assert.True(result.Holds, result.ToString());
    }
}
