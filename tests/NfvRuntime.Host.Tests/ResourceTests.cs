using Microsoft.Win32.SafeHandles;
using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

[Collection(AloneCollection.Name)]
public sealed class ResourceTests
{
    [Fact]
    public void A_back_to_back_ring_frees_what_it_took()
    {
        int open = Descriptors.Open;
        int mappings = Descriptors.Mappings;
        for (int i = 0; i < 10; i++)
        {
            using var pair = new BackToBackPair();
            uint free = pair.Host.FreeBufferCount;
            var second = new BackToBackRing(pair.Host, "b{1", 1, 64);
            Assert.NotEqual(pair.Ring.CsbEntry, second.CsbEntry);
            second.Dispose();
            second.Dispose();
            Assert.Equal(free, pair.Host.FreeBufferCount);
        }

        Assert.Equal(mappings, Descriptors.Mappings);
        Descriptors.AssertNotGrown(open);
    }

    [Fact]
    public void A_socket_pair_frees_what_it_took_also_when_its_limit_is_refused()
    {
        int open = Descriptors.Open;
        for (int i = 0; i < 10; i++)
        {
            using (SocketWake.CreatePair(KickLimit.Default, out SafeFileHandle end))
            {
                end.Dispose();
            }

            Assert.Throws<ArgumentOutOfRangeException>(() => SocketWake.CreatePair(new KickLimit(0, TimeSpan.FromSeconds(1)), out _));
        }

        Descriptors.AssertNotGrown(open);
    }

    [Fact]
    public void A_device_that_cannot_be_made_leaves_nothing_behind()
    {
        using Region region = Region.Create(RegionLayout.For(1, 4, 16, 400), RegionBacking.SealedMemory);
        using var host = new NetmapHost(region);
        HostPort port = host.Open("p{1", new PortOptions { Slots = 16 });
        host.Open("q{1", new PortOptions { Slots = 16 }).Dispose();
        uint taken = region.AllocateCsb(region.CsbEntries - 1);
        _ = port.Tx[0].Wake.Descriptor;
        _ = port.Rx[0].Wake.Descriptor;
        (int Open, uint Free) before = (Descriptors.Open, region.FreeBufferCount);
        for (int i = 0; i < 10; i++)
        {
            Assert.Throws<RegionException>(() => new KloopPtnetDevice(host, port, new PtnetOptions { ExtraBuffers = 9 }));
            Assert.Throws<InsufficientBuffersException>(() => new KloopPtnetDevice(host, port, new PtnetOptions { ExtraBuffers = 9999 }));
            region.FreeCsb(taken, region.CsbEntries - 1);
            using (new KloopPtnetDevice(host, port, new PtnetOptions { ExtraBuffers = 9, Untrusted = KickLimit.Default }))
            {
                Assert.True(region.FreeBufferCount < before.Free);
            }

            taken = region.AllocateCsb(region.CsbEntries - 1);
        }

        Assert.Equal(before.Free, region.FreeBufferCount);
        Descriptors.AssertNotGrown(before.Open);
    }
}
