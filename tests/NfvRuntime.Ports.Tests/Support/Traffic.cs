using NfvRuntime.Host;

namespace NfvRuntime.Ports.Tests;

/// <summary>Frames of an experimental type, sent by one port and received by another.</summary>
internal static class Traffic
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static bool Idle(RingDriver tx)
    {
        tx.Sync();
        return !tx.TxPending;
    }

    public static List<byte[]> Exchange(Bench bench, HostPort from, HostPort to, byte[][] frames)
    {
        Send(bench, from, frames);
        return Receive(bench.Rx(to), frames.Length, Patience);
    }

    public static void Send(Bench bench, HostPort port, byte[][] frames)
    {
        var tx = bench.Tx(port);
        foreach (var frame in frames)
        {
            if (tx.Available == 0)
            {
                tx.Sync();
            }

            Bench.Put(tx, [.. frame.Chunk(1900)]);
        }

        Assert.True(SpinWait.SpinUntil(() => Idle(tx), Patience), "not everything was sent");
    }

    public static List<byte[]> Receive(RingDriver rx, int most, TimeSpan patience)
    {
        var got = new List<byte[]>();
        var end = DateTime.UtcNow + patience;
        while (got.Count < most && DateTime.UtcNow < end)
        {
            rx.Sync();
            while (rx.Available > 0)
            {
                got.Add(Bench.Take(rx));
            }
        }

        return got;
    }

    public static byte[] Frame(int length, int seed)
    {
        var frame = Bench.Bytes(length, seed);
        byte[] header = [2, 0, 0, 0, 0, 9, 2, 0, 0, 0, 0, 8, 0x88, 0xB5];
        header.AsSpan(0, Math.Min(length, header.Length)).CopyTo(frame);
        return frame;
    }
}
