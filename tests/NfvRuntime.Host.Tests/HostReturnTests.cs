using System.Runtime.InteropServices;
using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host.Tests;

public sealed partial class HostReturnTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"nfv-return-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void While_the_host_is_gone_back_to_back_guests_go_on_and_the_next_host_takes_everything_over()
    {
        Region first = Region.Create(RegionLayout.For(1, 6, 64, 1000), RegionBacking.NamedFile, memId: 6, path: _path);
        var pipe = new BackToBackPipe(first, "b", slots: 64);
        var options = new PtnetOptions { ExtraBuffers = 128 };
        var devices = (Left: new BackToBackPtnetDevice(pipe, isFirst: true, options), Right: new BackToBackPtnetDevice(pipe, isFirst: false, options));
        using var left = new PtnetGuest(devices.Left);
        using var right = new PtnetGuest(devices.Right);
        left.Port.Create();
        right.Port.Create();
        using var there = new HonestBurst(left.Region, left.Port.Open(0), left.Port.Open(1));
        using var back = new HonestBurst(right.Region, right.Port.Open(0), right.Port.Open(1));
        PtnetDescriptor[] kept = PtnetGuest.Given(devices.Left);
        Exchange(there, back);
        DieWithout(first);

        Exchange(there, back);

        using Region region = Region.TakeOver(_path);
        using var taken = new BackToBackPipe(region, left.Port.Configuration, kept);
        region.RetainRings([.. taken.Rings.Select(Address)], [.. taken.Rings.Select(ring => ring.CsbEntry)]);
        SetHeld(taken, true);
        taken.Rings.ToList().ForEach(ring => ring.BeginReset());
        Settle(taken, there, back, () => taken.Rings.All(ring => ring.IsQuiet));
        Reconciliation found = RegionReconciler.Apply(region, [.. taken.Rings.Select(ring => ring.HeldSlots)], [there.Report(), back.Report()]);
        Assert.True(found.IsClean);
        SetHeld(taken, false);
        Settle(taken, there, back, () => taken.Rings.All(ring => !ring.IsFrozen));
        Assert.Equal(region.BufferCount - 2 - (2 * 64) - 256, region.FreeBufferCount);

        using var device = new BackToBackPtnetDevice(taken, isFirst: true);
        using var other = new BackToBackPtnetDevice(taken, isFirst: false);
        device.Resume(left.Port.Configuration);
        other.Resume(right.Port.Configuration);
        Assert.Equal(NetmapError.Busy, Assert.Throws<NetmapException>(() => device.Resume(left.Port.Configuration)).Error);
        Assert.True(device.IsCreated);
        Exchange(there, back);
        Assert.Equal(0, device.Execute(new PtnetRequest(PtnetOperation.RingReset, 0, 0)).Errno);
        Settle(taken, there, back, () => !taken.Rings[0].IsFrozen);
        Exchange(there, back);
        Assert.Empty(BufferAudit.Check(region, [], Slots(taken).Concat(there.Buffers).Concat(back.Buffers)));
    }

    [Fact]
    public void A_record_of_another_pipe_or_region_is_not_taken_over()
    {
        using Region region = Region.Create(RegionLayout.For(1, 6, 64, 1000), RegionBacking.SealedMemory);
        using var pipe = new BackToBackPipe(region, "b", slots: 64);
        using var first = new BackToBackPtnetDevice(pipe, isFirst: true);
        using var second = new BackToBackPtnetDevice(pipe, isFirst: false);
        PtnetConfiguration record = first.Configuration;
        Assert.Throws<PtnetException>(() => new BackToBackPipe(region, second.Configuration, []));
        Assert.Throws<PtnetException>(() => new BackToBackPipe(region, record with { MemId = 77 }, []));
        Assert.Throws<PtnetException>(() => new BackToBackPipe(region, record with { RegionGeneration = 77 }, []));
        Assert.Throws<PtnetException>(() => new BackToBackPipe(region, record with { Rings = [record.Rings[0] with { Slots = 63 }] }, []));
        Assert.Throws<RegionException>(() => new BackToBackPipe(region, record with { Rings = [record.Rings[0] with { Offset = 64 }] }, []));
        Assert.Equal(NetmapError.Invalid, Assert.Throws<NetmapException>(() => first.Resume(second.Configuration)).Error);
    }

    // As SIGKILL leaves it: the name and the memory stay, the lock goes.
    private void DieWithout(Region region)
    {
        string other = _path + ".link";
        Assert.Equal(0, Link(_path, other));
        region.Dispose();
        File.Move(other, _path);
    }

    private static void Exchange(HonestBurst there, HonestBurst back)
    {
        long before = there.Packets;
        for (int i = 0; i < 100; i++)
        {
            there.Turn(fault => Assert.Fail(fault));
            back.Turn(fault => Assert.Fail(fault));
        }

        Assert.True(there.Packets > before + 1000);
    }

    private static void Settle(BackToBackPipe pipe, HonestBurst there, HonestBurst back, Func<bool> isDone)
    {
        for (int i = 0; i < 10 && !isDone(); i++)
        {
            pipe.Poll();
            there.Turn(_ => { });
            back.Turn(_ => { });
        }

        Assert.True(isDone());
        there.Turn(_ => { });
        back.Turn(_ => { });
    }

    private static void SetHeld(BackToBackPipe pipe, bool held)
    {
        foreach (BackToBackRing ring in pipe.Rings)
        {
            ring.IsHeld = held;
        }
    }

    private static List<uint> Slots(BackToBackPipe pipe)
    {
        var indexes = new List<uint>();
        pipe.VisitBuffers(indexes.Add);
        return indexes;
    }

    private static unsafe nint Address(BackToBackRing ring) => (nint)ring.Ring.Pointer;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string made);
}
