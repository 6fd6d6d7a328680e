using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Host.Tests;

public sealed class SocketWakeTests
{
    [Fact]
    public void Each_end_wakes_the_other_and_draining_ends_it()
    {
        using SocketWake host = SocketWake.CreatePair(KickLimit.Default, out SafeFileHandle end);
        using var guest = new SocketWake(end);
        Assert.False(Readable.Now(host.Descriptor) || Readable.Now(guest.Descriptor));
        guest.Signal();
        guest.Signal();
        Assert.True(Readable.Now(host.Descriptor));
        Assert.False(Readable.Now(guest.Descriptor));
        Assert.True(host.Drain());
        Assert.False(host.Drain());
        Assert.False(Readable.Now(host.Descriptor));
        Assert.Equal(2ul, host.Received);
        host.Signal();
        Assert.True(guest.Drain());
        Assert.False(Readable.Now(guest.Descriptor));
    }

    [Fact]
    public void A_peer_that_never_drains_blocks_nobody()
    {
        using SocketWake host = SocketWake.CreatePair(KickLimit.Default, out SafeFileHandle end);
        using var guest = new SocketWake(end);
        for (int i = 0; i < 100_000; i++)
        {
            host.Signal();
        }

        Assert.True(host.Merged > 0);
        Assert.True(Readable.Now(guest.Descriptor));
    }

    [Fact]
    public void A_peer_that_has_gone_blocks_nobody_and_wakes_nobody()
    {
        using SocketWake host = SocketWake.CreatePair(KickLimit.Default, out SafeFileHandle end);
        end.Dispose();
        host.Signal();
        host.Drain();
        Assert.False(Readable.Now(host.Descriptor));
    }

    [Fact]
    public void A_storm_wakes_no_more_often_than_the_limit_says_and_hides_no_kick()
    {
        var limit = new KickLimit(8, TimeSpan.FromMilliseconds(50));
        using SocketWake host = SocketWake.CreatePair(limit, out SafeFileHandle end);
        using var guest = new SocketWake(end);
        long start = Stopwatch.GetTimestamp();
        int woken = 0;
        while (host.Storms < 4)
        {
            guest.Signal();
            if (Readable.Now(host.Descriptor))
            {
                woken++;
                host.Drain();
            }
        }

        double windows = Stopwatch.GetElapsedTime(start) / limit.Window;
        Assert.InRange(woken, 1, (int)((windows + 2) * (limit.Kicks + 1)));
        guest.Signal();
        Assert.True(Readable.Within(host.Descriptor, 20_000), "a kick was lost");
        Assert.True(host.Drain());
    }

    [Fact]
    public void What_else_is_watched_wakes_at_once_even_in_a_storm()
    {
        using SocketWake host = SocketWake.CreatePair(new KickLimit(1, TimeSpan.FromSeconds(1)), out SafeFileHandle end);
        using var guest = new SocketWake(end);
        using var other = new WakeEvent();
        host.Watch(other.Descriptor);
        guest.Signal();
        Assert.True(host.Drain());
        Assert.Equal(1ul, host.Storms);
        guest.Signal();
        Assert.False(Readable.Now(host.Descriptor));
        other.Signal();
        Assert.True(Readable.Now(host.Descriptor));
        Assert.False(host.Drain());
        Assert.True(other.Drain());
        Assert.False(Readable.Now(host.Descriptor));
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(1, 0.01)]
    [InlineData(1, 1001.0)]
    public void A_limit_that_makes_no_sense_is_refused(int kicks, double milliseconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SocketWake.CreatePair(new KickLimit(kicks, TimeSpan.FromMilliseconds(milliseconds)), out _));
}
