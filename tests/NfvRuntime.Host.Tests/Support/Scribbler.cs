using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>A thread that writes random values into rings until it is stopped.</summary>
internal sealed unsafe class Scribbler : IDisposable
{
    private readonly Task<long> _thread;
    private volatile bool _stopping;

    public Scribbler(int seed, Func<RingView[]> rings) =>
        _thread = Task.Factory.StartNew(() => Scribble(new Random(seed), rings()), TaskCreationOptions.LongRunning);

    public Func<bool> Stopped => () => _stopping;

    /// <summary>Stops, and tells how many words were overwritten.</summary>
    public long Stop()
    {
        _stopping = true;
        return _thread.Result;
    }

    public void Dispose() => Stop();

    private long Scribble(Random random, RingView[] rings)
    {
        long words = 0;
        while (!_stopping)
        {
            RingView ring = rings[random.Next(rings.Length)];
            uint value = random.Next(2) == 0 ? (uint)random.NextInt64() : (uint)random.Next(70);
            if (random.Next(50) == 0)
            {
                // num_slots, nr_buf_size, head, cur, tail, flags, offset_mask
                ((uint*)ring.Pointer)[random.Next(7) switch { 0 => 2, 1 => 3, 2 => 5, 3 => 6, 4 => 7, 5 => 8, _ => 14 }] = value;
            }
            else
            {
                ((uint*)ring.Slots)[random.Next((int)ring.NumSlots * 4)] = value;
            }

            words++;
            if (words % 64 == 0)
            {
                Thread.Yield();
            }
        }

        return words;
    }
}
