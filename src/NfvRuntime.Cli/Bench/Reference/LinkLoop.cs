using System.Diagnostics;
using NfvRuntime.Host;

namespace NfvRuntime.Cli.Bench.Reference;

/// <summary>
/// The reference for the pipe and VALE benchmarks: two loops on two threads, no actors. One fills the link from a flood port, the other
/// empties it; the same rings, syncs and exchanges as the actors'.
/// </summary>
internal static class LinkLoop
{
    public static (long Packets, TimeSpan Elapsed) Run(
        RingDriver flood, RingDriver linkIn, BareBurst sender, RingDriver linkOut, BareBurst receiver, int budget, TimeSpan warmUp, TimeSpan time)
    {
        var stop = new StopFlag();
        var thread = new Thread(() =>
        {
            Affinity.PinTo(1);
            while (!stop.IsSet)
            {
                Send(flood, linkIn, sender, budget, stop);
            }
        });
        Affinity.PinTo(0);
        thread.Start();
        Receive(linkOut, receiver, budget, warmUp);
        (long packets, TimeSpan elapsed) = Receive(linkOut, receiver, budget, time);
        stop.Set();
        thread.Join();
        return (packets, elapsed);
    }

    private static void Send(RingDriver flood, RingDriver link, BareBurst burst, int budget, StopFlag stop)
    {
        flood.Sync();
        for (int left = budget; left > 0;)
        {
            int count = burst.Receive(flood);
            for (int sent = 0; ;)
            {
                sent = burst.Transmit(link, sent);
                if (sent == count || stop.IsSet)
                {
                    break;
                }

                link.Sync();
            }

            left -= count;
        }

        link.Sync();
    }

    private static (long Packets, TimeSpan Elapsed) Receive(RingDriver link, BareBurst burst, int budget, TimeSpan time)
    {
        long packets = 0;
        long start = Stopwatch.GetTimestamp();
        long end = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        long now;
        do
        {
            link.Sync();
            for (int left = budget; left > 0;)
            {
                int count = burst.Receive(link);
                if (count == 0)
                {
                    break;
                }

                packets += count;
                left -= count;
            }

            now = Stopwatch.GetTimestamp();
        }
        while (now < end);

        return (packets, Stopwatch.GetElapsedTime(start, now));
    }
}
