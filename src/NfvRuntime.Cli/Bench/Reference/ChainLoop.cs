using System.Diagnostics;
using NfvRuntime.Host;

namespace NfvRuntime.Cli.Bench.Reference;

/// <summary>
/// The reference for the chain benchmark: one loop on one thread, no actors. The same rings, the same exchange, the same bursts, walked
/// stage by stage with the same header work, called directly.
/// </summary>
internal static unsafe class ChainLoop
{
    public static (long Packets, TimeSpan Elapsed) Run(RingDriver from, RingDriver to, BareBurst burst, int stages, int budget, TimeSpan time)
    {
        long packets = 0;
        uint seen = 0;
        long start = Stopwatch.GetTimestamp();
        long end = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        long now;
        do
        {
            from.Sync();
            for (int left = budget; left > 0;)
            {
                int count = burst.Receive(from);
                if (count == 0)
                {
                    break;
                }

                for (int stage = 0; stage < stages; stage++)
                {
                    for (int i = 0; i < count; i++)
                    {
                        seen ^= HeaderTouch.Apply(burst.Pointer(i));
                    }
                }

                burst.Transmit(to, 0);
                packets += count;
                left -= count;
            }

            to.Sync();
            now = Stopwatch.GetTimestamp();
        }
        while (now < end);

        GC.KeepAlive(seen);
        return (packets, Stopwatch.GetElapsedTime(start, now));
    }
}
