using NfvRuntime.Guests.Protocol;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Agent.Tests;

public sealed class DeathTests
{
    [Fact]
    public async Task A_guest_that_is_killed_in_mid_traffic_is_followed_by_one_that_goes_on_and_takes_no_buffer_with_it()
    {
        using var lab = new Lab();
        uint free = lab.Region.FreeBufferCount;
        for (int round = 0; round < 4; round++)
        {
            await using var agent = new AgentProcess();
            await using AgentClient client = await agent.AcceptAsync(lab.Host);
            await lab.RunAsync(client);
            await lab.PassAsync(2000);
            using var stop = new CancellationTokenSource();
            Task flood = Task.Run(() => Flood(lab, stop.Token));
            await Task.Delay(20);
            agent.Process.Kill();
            await Wait.For(client.Completion);
            await stop.CancelAsync();
            await flood;
            await BuryAsync(lab);
            Assert.Equal(free, lab.Region.FreeBufferCount);
        }
    }

    [Fact]
    public async Task A_stage_that_does_not_return_ends_the_process_with_the_status_of_the_watchdog()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await lab.RunAsync(client, Lab.DocumentWith("{ kind: fault, every-packets: 5, mode: hang }", "options: { watchdog: 100ms }"));
        lab.Sender.Sync();
        for (int i = 0; i < 10; i++) lab.Sender.Put(Frames.Numbered(i));
        lab.Sender.Sync();
        Assert.Equal(4, await agent.ExitAsync());
        Assert.Contains("stage 'seen' has not returned", agent.Said, StringComparison.Ordinal);
        SegmentEvent failed = Assert.Single(lab.Host.Events.OfType<SegmentEvent>());
        Assert.Equal(("s", SegmentPhase.Failed), (failed.Segment, failed.Phase));
    }

    [Fact]
    public async Task A_stage_that_stops_the_chain_fails_its_segment_and_not_the_agent()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await lab.RunAsync(client, Lab.DocumentWith("{ kind: fault, every-packets: 1, on-fault: stop, restarts: { max: 2, within: 10s } }"));
        lab.Sender.Sync();
        await Wait.Until(() =>
        {
            lab.Sender.Sync();
            if (lab.Sender.Available > 0) lab.Sender.Put(Frames.Numbered(1));
            lab.Sender.Sync();
            return lab.Host.Events.OfType<SegmentEvent>().Any();
        });
        Assert.Equal(SegmentPhase.Failed, (await Wait.For(client.DescribeAsync())).Segments[0].Phase);
        Assert.Contains("remove it", (await DeployTests.RefusedAsync(client, new StartRequest("s"))).Message, StringComparison.Ordinal);
        await Wait.For(client.AskAsync(new RemoveRequest("s")));
        await Wait.For(client.AskAsync(new DeployRequest("s", Lab.Document)));
        await Wait.For(client.AskAsync(new StartRequest("s")));
    }

    [Fact]
    public async Task A_slot_that_names_no_buffer_resets_its_ring_and_the_host_is_told()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await lab.RunAsync(client);
        await lab.PassAsync(100);
        lab.Sender.Sync();
        uint at = lab.Sender.Head, index = lab.Sender.Ring[at].BufIdx;
        lab.Sender.Put(Frames.Numbered(1));
        SetBuffer(lab.Sender, at, 1_000_000);
        lab.Sender.Sync();
        await Wait.Until(() => lab.Host.Events.OfType<PortFaultEvent>().Any());
        PortFaultEvent fault = lab.Host.Events.OfType<PortFaultEvent>().First();
        Assert.Equal(("in", 0u), (fault.Port, fault.Ring));
        Assert.Contains("1000000", fault.Text, StringComparison.Ordinal);
        Assert.True(lab.Region.IsUsableBuffer(index));
        await Wait.Until(() => Record.Exception(lab.Sender.Sync) is RingFaultException || !lab.Sender.IsCalled && lab.In.There[0].Resets > 0);
        await lab.PassAsync(500);
    }

    private static unsafe void SetBuffer(RingDriver ring, uint slot, uint index) => ring.Ring.Slots[slot].BufIdx = index;

    private static void Flood(Lab lab, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            lab.Sender.Sync();
            while (lab.Sender.Available > 0) lab.Sender.Put(Frames.Numbered(0));
            lab.Sender.Sync();
            lab.Receiver.Sync();
            while (lab.Receiver.Available > 0) lab.Receiver.Take();
            lab.Receiver.Sync();
        }
    }

    /// <summary>What a host does after a death, with no survivor but itself.</summary>
    private static async Task BuryAsync(Lab lab)
    {
        foreach (BackToBackRing ring in lab.In.Rings.Concat(lab.Out.Rings)) ring.IsHeld = true;
        foreach (PtnetDevice device in lab.Host.Devices.Values) device.Abandon();
        await HoldTests.HoldRingsAsync(lab);
        RegionReconciler.Apply(lab.Region, [.. lab.In.Rings.Concat(lab.Out.Rings).Select(ring => ring.HeldSlots)], []);
        foreach (PtnetDevice device in lab.Host.Devices.Values) device.Lend();
        await HoldTests.ReleaseRingsAsync(lab);
    }
}
