using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Host.Tests;

[Collection(AloneCollection.Name)]
public sealed class ResourceTests
{
    [Fact]
    public void A_back_to_back_ring_frees_what_it_took()
    {
        int open = Descriptors.Open;
        int mappings = Descriptors.Mappings;
        var pair = new BackToBackPair();
        uint free = pair.Host.FreeBufferCount;
        var second = new BackToBackRing(pair.Host, "b{1", 1, 64);
        Assert.NotEqual(pair.Ring.CsbEntry, second.CsbEntry);
        second.Dispose();
        second.Dispose();
        Assert.Equal(free, pair.Host.FreeBufferCount);
        pair.Dispose();
        Assert.Equal((open, mappings), (Descriptors.Open, Descriptors.Mappings));
    }

    [Fact]
    public void A_socket_pair_frees_what_it_took_also_when_its_limit_is_refused()
    {
        int open = Descriptors.Open;
        using (SocketWake.CreatePair(KickLimit.Default, out SafeFileHandle end))
        {
            end.Dispose();
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => SocketWake.CreatePair(new KickLimit(0, TimeSpan.FromSeconds(1)), out _));
        Assert.Equal(open, Descriptors.Open);
    }
}
