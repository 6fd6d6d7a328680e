using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>An owner as the runtime has them: holds spare buffers and hands every packet over by a swap, in bursts of random size.</summary>
internal abstract unsafe class Swapper
{
    private readonly uint[] _spares = new uint[64];
    private readonly bool _sleeps;
    private int _next;

    protected Swapper(RingDriver ring, int seed, bool sleeps)
    {
        Ring = ring;
        Random = new Random(seed);
        _sleeps = sleeps;
        ring.Region.AllocateBuffers(_spares);
    }

    public RingDriver Ring { get; }

    public IReadOnlyList<uint> Spares => _spares;

    protected Random Random { get; }

    /// <summary>Runs to its end on a thread of its own.</summary>
    public Task Start() => Task.Factory.StartNew(Run, TaskCreationOptions.LongRunning);

    protected abstract void Run();

    /// <summary>Exchanges the slot's buffer with a spare one; the spare comes after 63 others.</summary>
    /// <returns>The buffer that was in the slot.</returns>
    protected uint Swap(ref NetmapSlot slot)
    {
        uint index = slot.BufIdx;
        Assert.True(Ring.Region.IsUsableBuffer(index));
        slot.BufIdx = _spares[_next];
        _spares[_next] = index;
        _next = (_next + 1) % _spares.Length;
        return index;
    }

    protected byte* Data(uint index) => Ring.Region.BufferAddress(index) + Region.DefaultHeadroom;

    /// <summary>Waits for something to be available. A wake-up that does not come in twenty seconds is a lost one.</summary>
    protected void Await()
    {
        Ring.Sync();
        SpinWait spin = default;
        while (Ring.Available == 0)
        {
            if (!_sleeps)
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }
            else if (!Ring.Arm())
            {
                Assert.True(Readable.Within(Ring.WakeDescriptor, 20_000), $"{Ring.PortName}: lost wake-up of {(Ring.IsTx ? "tx" : "rx")}");
                Ring.Disarm();
                Ring.Drain();
            }

            Ring.Sync();
        }
    }
}
