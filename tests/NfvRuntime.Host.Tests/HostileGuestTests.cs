using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>Guests that write whatever they like wherever they can, each write followed by a sync of the host that reads it.</summary>
public sealed unsafe class HostileGuestTests
{
    private const string Indices = "are outside of";

    [Fact]
    public void In_a_private_region_a_hostile_guest_of_a_switch_harms_nobody()
    {
        int seed = Environment.TickCount;
        using Region theirs = Region.Create(RegionLayout.For(2, 4, 128, 2000), RegionBacking.SealedMemory, memId: 9);
        using Region neighbour = Region.Create(RegionLayout.For(2, 4, 1024, 4200), RegionBacking.Anonymous, memId: 10);
        using var own = new TestHost(slots: 128);
        own.Host.ConfigureSwitch("vale0", new FunctionLookup((frame, source, _) => source switch
        {
            0 => (byte)(frame.Length > 2 ? frame[2] % 4 switch { 0 => 1, 1 => 2, 2 => ValeLookup.Broadcast, _ => ValeLookup.Drop } : 1),
            1 => 2,
            _ => 1,
        }));
        HostPort bad = own.Host.Open("vale0:bad", new PortOptions { Slots = 128, Region = theirs });
        using var device = new KloopPtnetDevice(own.Host, bad);
        using var attached = new PtnetGuest(device);
        attached.Port.Create();
        var options = new PortOptions { Slots = 1024, Region = neighbour };
        var neighbours = new PacedNeighbours((own.Tx("vale0:one", options: options), own.Rx("vale0:one")), (own.Tx("vale0:two", options: options), own.Rx("vale0:two")));
        uint[] untouched = new uint[neighbour.FreeBufferCount];
        neighbour.AllocateBuffers(untouched);
        Fill(neighbour, untouched);

        var seen = new Seen(Indices, "reset by its owner", "too-short", "too-many", "bad-slot", "empty slot", "not agreed", "repaired");
        var guest = new HostileKloopGuest(attached.Region, device.Configuration, seed);
        Kloop kloop = device.Kloop!;
        RingView rx = bad.Rx[0].Ring;
        for (long i = Mutations.Share(40); i > 0; i--)
        {
            KloopRing ring = kloop.Rings[guest.Act()];
            Serve(ring, seen);
            if (i % 8 == 0) // their rings hold all that it can send meanwhile: VALE loses what does not fit
            {
                neighbours.Round(() => { });
                uint last = RingIndex.Previous(bad.Rx[0].HwTail, rx.NumSlots);
                if (rx[last].Len == 0 && !theirs.IsUsableBuffer(rx[last].BufIdx))
                {
                    seen.Add("empty slot");
                }
            }
        }

        var vale = (ValePort)bad;
        Count(seen, "too-short", vale.DropCount(ValeDropReason.TooShort));
        Count(seen, "too-many", vale.DropCount(ValeDropReason.TooManyFragments));
        Count(seen, "bad-slot", vale.DropCount(ValeDropReason.BadSlot));
        seen.AssertAll(seed);
        Assert.True(neighbours.Foreign > 0, $"seed {seed}: nothing of the hostile guest's ever arrived");
        neighbours.AssertNothingMissing();
        AssertFilled(neighbour, untouched);
        Assert.Empty(BufferAudit.Check(neighbour, own.Host.Ports, untouched));
    }

    [Fact]
    public void In_a_shared_region_a_hostile_guest_of_a_checking_pipe_breaks_out_of_nothing()
    {
        int seed = Environment.TickCount;
        using Region shared = Region.Create(RegionLayout.For(2, 8, 128, 3000), RegionBacking.SealedMemory);
        using var host = new NetmapHost(shared);
        HostPort bad = host.Open("p{1", new PortOptions { Slots = 128, ValidateSlots = true });
        using var device = new KloopPtnetDevice(host, bad);
        using var attached = new PtnetGuest(device);
        attached.Port.Create();
        var good = (Tx: host.CallDriver(host.Open("p}1").Tx[0]), Rx: host.CallDriver(host.Open("p}1").Rx[0]));
        using var other = new TestHost();
        var neighbours = new PacedNeighbours((other.Tx("q{1"), other.Rx("q{1")), (other.Tx("q}1"), other.Rx("q}1")));

        var seen = new Seen(Indices, "reset by its owner", "names buffer", "bytes from", "more than 64 slots", "not agreed", "repaired", "BufferIndex", "the shared header", "reconciled");
        var guest = new HostileKloopGuest(attached.Region, device.Configuration, seed);
        using var burst = new HonestBurst(shared, good.Tx, good.Rx);
        var nasty = new Nasty(seed, 128);
        for (long i = Mutations.Share(30); i > 0; i--)
        {
            int number = guest.Act();
            Serve(device.Kloop!.Rings[number], seen);
            if (i % 64 == 0)
            {
                // The peer's own header is in the same region.
                ((uint*)good.Rx.Ring.Pointer)[nasty.Once(4) ? 5 : 20] = nasty.Word();
            }

            if (i % 8 == 0)
            {
                burst.Turn(fault => seen.Add(fault));
                if (shared.FreeBufferCount < 16)
                {
                    // Every overwritten slot loses a buffer, until the region's are counted anew.
                    Reconcile();
                    seen.Add("reconciled");
                }
            }

            if (i % 256 == 0)
            {
                neighbours.Round(() => { });
            }
        }

        seen.AssertAll(seed);
        neighbours.AssertNothingMissing();
        Reconcile();
        Assert.Empty(BufferAudit.Check(shared, host.Ports, burst.Buffers));

        void Reconcile() => burst.GiveUp(
            RegionReconciler.Apply(shared, [.. bad.HeldRuns(), .. ((PipeEnd)bad).Peer.HeldRuns()], [burst.Report()]).Revoked[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void In_a_shared_region_a_hostile_side_of_a_back_to_back_ring_breaks_out_of_nothing(bool sends)
    {
        int seed = Environment.TickCount;
        using var pair = new BackToBackPair(slots: 128, lent: 0, buffers: 400);
        using Region region = Region.Attach(Descriptors.Duplicate(pair.Host.Handle!));
        var seen = new Seen(sends
            ? ["the sender states", "BufferIndex", "Length", "had it reset", "forged", "repaired", "reconciled"]
            : ["the receiver states", "BufferIndex", "had it reset", "forged", "repaired", "reconciled"]);
        using var burst = new HonestBurst(pair.Host, sends ? null : pair.Tx, sends ? pair.Rx : null);
        var guest = new HostileBackToBackGuest(region, pair.Ring, sends, seed);
        int waits = 0;
        for (long i = Mutations.Share(15); i > 0; i--)
        {
            guest.Act();
            burst.Turn(fault => seen.Add(fault));
            pair.Ring.Poll();
            waits = pair.Ring.IsFrozen ? waits + 1 : 0;
            if (waits == 100)
            {
                pair.Ring.Leave(sends); // does not answer: taken for dead
                burst.Turn(fault => seen.Add(fault));
                pair.Ring.Poll();
                pair.Ring.Resume(sends);
            }

            if (pair.Host.FreeBufferCount < 16)
            {
                Reconcile();
                seen.Add("reconciled");
            }
        }

        Count(seen, "forged", pair.Ring.Forgeries);
        Count(seen, "repaired", pair.Ring.SlotsRepaired);
        seen.AssertAll(seed);
        Assert.True(burst.Packets > 1000, $"seed {seed}: hardly anything went through");

        // Every overwritten slot loses a buffer, until the region's are counted anew.
        void Reconcile()
        {
            pair.Ring.IsHeld = true;
            pair.Ring.Leave(sends);
            burst.Turn(fault => seen.Add(fault));
            Assert.True(pair.Ring.IsQuiet, $"seed {seed}");
            burst.GiveUp(RegionReconciler.Apply(pair.Host, [pair.Ring.HeldSlots], [burst.Report()]).Revoked[0]);
            pair.Ring.IsHeld = false;
            pair.Ring.Poll();
            pair.Ring.Resume(sends);
        }
    }

    private static void Serve(KloopRing ring, Seen seen)
    {
        uint resets = ring.Resets;
        ref readonly RingView view = ref ring.Kring.Ring;
        uint first = view[ring.Kring.HwCur].BufIdx;
        bool moved = ring.Poll();
        if (ring.Resets != resets)
        {
            seen.Add(ring.LastFault!);
            if (!view.Region.IsUsableBuffer(first) && view.Region.IsUsableBuffer(view[ring.Kring.HwCur].BufIdx))
            {
                seen.Add("repaired");
            }
        }
        else if (!moved && !ring.IsAgreed)
        {
            seen.Add("not agreed");
        }
    }

    private static void Count(Seen seen, string check, ulong times)
    {
        if (times > 0)
        {
            seen.Add(check);
        }
    }

    private static void Fill(Region region, uint[] buffers)
    {
        foreach (uint index in buffers)
        {
            new Span<byte>(region.BufferAddress(index), (int)region.BufferSize).Fill(0xA5);
        }
    }

    private static void AssertFilled(Region region, uint[] buffers)
    {
        foreach (uint index in buffers)
        {
            Assert.False(new Span<byte>(region.BufferAddress(index), (int)region.BufferSize).ContainsAnyExcept((byte)0xA5), $"buffer {index} was written");
        }
    }
}
