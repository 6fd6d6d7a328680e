using System.Numerics;
using System.Runtime.InteropServices;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Agent.Tests;

public sealed class HoldTests
{
    [Fact]
    public async Task A_guest_that_is_held_stands_still_and_has_exactly_what_it_was_lent()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await lab.RunAsync(client);
        await lab.PassAsync(1000);
        HoldResponse held = await Wait.For(client.AskAsync(new HoldRequest(1, TimeSpan.FromMilliseconds(HoldRequest.GreatestMilliseconds))));
        Assert.Equal((int)(2 * Lab.Lent), Count(held));
        lab.Sender.Sync();
        lab.Sender.Put(Frames.Numbered(1));
        lab.Sender.Sync();
        await Task.Delay(100);
        lab.Receiver.Sync();
        Assert.Equal(0u, lab.Receiver.Available);
        await Wait.For(client.AskAsync(new ReleaseRequest(1)));
        await Wait.Until(() =>
        {
            lab.Receiver.Sync();
            return lab.Receiver.Available == 1;
        });
        await Wait.For(client.AskAsync(new ReleaseRequest(1)));
        Assert.Equal(ErrorCodes.NotFound, (await DeployTests.RefusedAsync(client, new HoldRequest(2, TimeSpan.FromMilliseconds(5)))).Code);
    }

    [Fact]
    public async Task A_hold_ends_by_itself()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await lab.RunAsync(client, Lab.Document + "\noptions: { watchdog: 500ms }");
        await Wait.For(client.AskAsync(new HoldRequest(1, TimeSpan.FromMilliseconds(1500))));
        await lab.PassAsync(500);
        Assert.False(agent.Process.HasExited, "the watchdog does not count a hold");
    }

    [Fact]
    public async Task Idle_rings_answer_an_arbiter_that_holds_them_and_pass_packets_again_afterwards()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await lab.RunAsync(client);
        await lab.PassAsync(700);
        await HoldRingsAsync(lab);
        HoldResponse held = await Wait.For(client.AskAsync(new HoldRequest(1, TimeSpan.FromSeconds(1))));
        Reconciliation found = RegionReconciler.Apply(
            lab.Region, [.. lab.In.Rings.Concat(lab.Out.Rings).Select(ring => ring.HeldSlots)], [new SurvivorReport(Words(held), 2 * Lab.Lent)]);
        Assert.True(found.IsClean);
        Assert.Equal(0u, found.Returned);
        await Wait.For(client.AskAsync(new ReleaseRequest(1)));
        await ReleaseRingsAsync(lab);
        await lab.PassAsync(700);
        Assert.DoesNotContain(lab.Host.Events, message => message is PortFaultEvent); // nobody found anything impossible

        await Wait.For(client.AskAsync(new StopRequest("s", TimeSpan.FromSeconds(1))));
        await HoldRingsAsync(lab); // at rest, too
        await ReleaseRingsAsync(lab);
    }

    internal static async Task HoldRingsAsync(Lab lab)
    {
        BackToBackRing[] rings = [.. lab.In.Rings, .. lab.Out.Rings];
        foreach (BackToBackRing ring in rings)
        {
            ring.IsHeld = true;
            ring.BeginReset();
        }

        await Wait.Until(() =>
        {
            Answer(lab);
            return rings.All(ring => ring.IsQuiet);
        }, "The rings did not become quiet.");
    }

    internal static async Task ReleaseRingsAsync(Lab lab)
    {
        BackToBackRing[] rings = [.. lab.In.Rings, .. lab.Out.Rings];
        foreach (BackToBackRing ring in rings) ring.IsHeld = false;
        await Wait.Until(() =>
        {
            Answer(lab);
            return rings.All(ring => !ring.IsFrozen) && !lab.Sender.IsCalled && !lab.Receiver.IsCalled;
        }, "The rings did not begin anew.");
    }

    internal static ReadOnlyMemory<ulong> Words(HoldResponse held) => MemoryMarshal.Cast<byte, ulong>(held.Bitmap.Span).ToArray();

    private static int Count(HoldResponse held) => Words(held).ToArray().Sum(BitOperations.PopCount);

    private static void Answer(Lab lab)
    {
        foreach (RingDriver driver in (RingDriver[])[lab.Sender, lab.Receiver])
        {
            try
            {
                driver.Sync();
            }
            catch (RingFaultException)
            {
                // The arbiter has begun the ring anew: that was asked for.
            }
        }
    }
}
