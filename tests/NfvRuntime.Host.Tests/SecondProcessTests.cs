using System.Diagnostics;
using System.Globalization;
using NfvRuntime.Netmap;
using Xunit.Abstractions;

namespace NfvRuntime.Host.Tests;

/// <summary>Guests in real processes of their own.</summary>
[Collection(AloneCollection.Name)]
public sealed class SecondProcessTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static int Kills => int.Parse(
        Environment.GetEnvironmentVariable("NFV_KILLS") ?? (Environment.GetEnvironmentVariable("CI") == "true" ? "100" : "5"), CultureInfo.InvariantCulture);

    [Fact]
    public void Killed_in_mid_traffic_again_and_again_a_guest_takes_no_buffer_descriptor_or_mapping_with_it()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        using Region region = Region.Create(RegionLayout.For(1, 4, 256, 2000), RegionBacking.SealedMemory);
        using var pipe = new BackToBackPipe(region, "b", slots: 256);
        var options = new PtnetOptions { ExtraBuffers = Survivor.Lent };
        using var victims = new BackToBackPtnetDevice(pipe, isFirst: false, options);
        using var mine = new BackToBackPtnetDevice(pipe, isFirst: true, options);
        using var guest = new PtnetGuest(mine);
        guest.Port.Create();
        using var survivor = new Survivor(guest);
        uint free = region.FreeBufferCount;
        var pauses = new List<double>();
        (int Descriptors, int Mappings) before = default;
        for (int kill = 0; kill < Kills; kill++)
        {
            using (PeerProcess peer = PeerProcess.Start(victims, "echo"))
            {
                long enough = survivor.Echoes + random.Next(200, 20_000);
                RunUntil(() => survivor.Echoes >= enough, survivor, pipe, () => Assert.False(peer.HasExited, $"seed {seed}: the guest ended by itself"));
                peer.Kill();
            }

            long start = Stopwatch.GetTimestamp();
            SetHeld(pipe, held: true);
            victims.Abandon();
            RunUntil(() => pipe.Rings.All(ring => ring.IsQuiet), survivor, pipe);
            Reconciliation found = RegionReconciler.Apply(region, [.. pipe.Rings.Select(ring => ring.HeldSlots)], [survivor.Report()]);
            SetHeld(pipe, held: false);
            RunUntil(() => pipe.Rings.All(ring => !ring.IsFrozen), survivor, pipe);
            pauses.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);

            Assert.True(found.IsClean, $"seed {seed}");
            Assert.Equal(Survivor.Lent, found.Returned);
            victims.Lend();
            Assert.Equal(free, region.FreeBufferCount);
            if (kill == 0)
            {
                before = (Descriptors.Open, Descriptors.Mappings);
            }
        }

        survivor.Turn();
        Descriptors.AssertNotGrown(before.Descriptors);
        Assert.Equal(before.Mappings, Descriptors.Mappings);
        Assert.InRange(survivor.Faults, Kills, 3 * Kills);
        pauses.Sort();
        output.WriteLine($"{Kills} kills, pause from the death to the restart of the rings: median {pauses[Kills / 2]:f2} ms, most {pauses[^1]:f2} ms");
    }

    [Fact]
    public async Task A_hostile_process_harms_nobody_whose_region_it_has_not()
    {
        using Region theirs = Region.Create(RegionLayout.For(2, 4, 128, 2000), RegionBacking.SealedMemory, memId: 9);
        using var test = new TestHost();

        // What the hostile one sends goes to a port of its own: where it may send it may fill, and VALE loses what does not fit.
        test.Host.ConfigureSwitch("vale0", new FunctionLookup((_, source, _) => source switch { 0 => 3, 1 => 2, _ => 1 }));
        HostPort bad = test.Host.Open("vale0:bad", new PortOptions { Slots = 128, Region = theirs });
        var neighbours = new PacedNeighbours((test.Tx("vale0:one"), test.Rx("vale0:one")), (test.Tx("vale0:two"), test.Rx("vale0:two")));
        using HostPort full = test.Host.Open("vale0:full");
        using var device = new KloopPtnetDevice(test.Host, bad, new PtnetOptions { Untrusted = new KickLimit(8, TimeSpan.FromMilliseconds(1)) });
        using PeerProcess peer = PeerProcess.Start(device, "hostile", 300_000);
        SpinWait.SpinUntil(() => device.IsCreated || peer.HasExited);
        using var runner = new KloopRunner(device.Kloop!.Rings);
        Task running = Task.Factory.StartNew(runner.Run, TaskCreationOptions.LongRunning);
        try
        {
            while (!peer.HasExited)
            {
                neighbours.Round(() => { });
            }
        }
        finally
        {
            runner.Stop();
            await running; // before what it works on goes away
        }

        Assert.Equal(0, peer.WaitForExit());
        neighbours.AssertNothingMissing();
        Assert.True(device.Kloop.Rings.Sum(ring => ring.Resets) > 0);
        Assert.True(device.Kloop.Rings.Sum(ring => (long)((SocketWake)ring.ApplicationWake).Storms) > 0, "its kicks never were too many");
    }

    private static void RunUntil(Func<bool> isDone, Survivor survivor, BackToBackPipe pipe, Action? check = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isDone())
        {
            survivor.Turn();
            pipe.Poll();
            check?.Invoke();
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "nothing moves any more");
        }
    }

    private static void SetHeld(BackToBackPipe pipe, bool held)
    {
        foreach (BackToBackRing ring in pipe.Rings)
        {
            ring.IsHeld = held;
        }
    }
}
