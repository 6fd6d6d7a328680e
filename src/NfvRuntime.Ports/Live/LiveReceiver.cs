using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports;

/// <summary>One receive ring of a port on a real interface: takes what the kernel has, until there is none or no room.</summary>
internal abstract unsafe class LiveReceiver : IDisposable
{
    // One sync fills no more than this: a turn of the island stays short, and what was filled is still in the cache when it is read.
    private const uint MaxBatch = 256;

    private readonly ReadinessWake _wake;

    /// <param name="kring">The ring.</param>
    /// <param name="books">What it counts; becomes the receiver's.</param>
    /// <param name="descriptor">What becomes readable when packets come; stays the subclass's.</param>
    protected LiveReceiver(Kring kring, ReceiveBooks books, int descriptor)
    {
        Books = books;
        Intake = new FrameIntake(kring, books, kring.Port.BringsVnetHeaders);
        _wake = new ReadinessWake(descriptor);
    }

    public ReceiveBooks Books { get; }

    /// <summary>By which packets enter the ring.</summary>
    protected FrameIntake Intake { get; }

    public int WakeDescriptor => _wake.Descriptor;

    /// <summary>Takes slots back, then brings packets.</summary>
    public void Sync(Kring kring)
    {
        kring.HwCur = kring.RHead;
        var start = kring.HwTail;
        while (RingIndex.Space(start, kring.HwTail, kring.NumSlots) < MaxBatch && TryBring(kring))
        {
        }

        AfterSync();
    }

    /// <summary>Whether a sync would bring packets; if not, the next one that comes wakes.</summary>
    public bool HasWork(Kring kring)
    {
        BeforeSleep();
        if (kring.Room == 0 || Intake.Awaited > kring.Room)
        {
            return false;
        }

        if (Intake.Awaited > 0 || IsReady())
        {
            return true;
        }

        _wake.Arm(ReadinessWake.Readable);
        return false;
    }

    /// <summary>Consumes a wake-up.</summary>
    public void Drain()
    {
        if ((_wake.Drain() & ReadinessWake.Failed) != 0)
        {
            OnFailure();
        }
    }

    public void Dispose()
    {
        BeforeSleep();
        _wake.Dispose();
        Books.Dispose();
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Brings one packet into the ring.</summary>
    /// <returns>False if there is none, or no room.</returns>
    protected virtual bool TryBring(Kring kring)
    {
        if (!TryPeek(out var frame, out var length, out var header) || !Intake.TryTake(frame, length, header))
        {
            return false;
        }

        Pass();
        return true;
    }

    /// <summary>The next packet, the same one until <see cref="Pass"/>. It may be written to.</summary>
    protected abstract bool TryPeek(out byte* frame, out int length, out VirtioNetHeader header);

    /// <summary>Is done with the packet.</summary>
    protected abstract void Pass();

    /// <summary>Whether there is a packet to peek at.</summary>
    protected abstract bool IsReady();

    /// <summary>For what is read from the kernel now and then.</summary>
    protected virtual void AfterSync()
    {
    }

    /// <summary>For what must not stay unread while nothing comes.</summary>
    protected virtual void BeforeSleep()
    {
    }

    /// <summary>The descriptor reports an error, which must be taken from it.</summary>
    protected virtual void OnFailure()
    {
    }

    /// <summary>Gives everything back to the kernel, once.</summary>
    protected abstract void Close();
}
