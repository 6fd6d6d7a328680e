using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Ports;

/// <summary>One transmit ring of a port on a real interface. What the kernel refuses for good is counted and gone; what it cannot take now waits.</summary>
internal abstract class LiveSender : IDisposable
{
    private readonly ReadinessWake _wake;

    /// <param name="books">What it counts; becomes the sender's.</param>
    /// <param name="descriptor">What becomes writable when there is room; stays the subclass's.</param>
    protected LiveSender(SendBooks books, int descriptor)
    {
        Books = books;
        _wake = new ReadinessWake(descriptor);
    }

    public SendBooks Books { get; }

    public int WakeDescriptor => _wake.Descriptor;

    /// <summary>Sends what is pending.</summary>
    public void Sync(Kring kring)
    {
        if ((kring.Pending != 0 || Finished(kring) != kring.HwCur) && !TrySend(kring))
        {
            _wake.Arm(ReadinessWake.Writable);
        }

        kring.HwTail = RingIndex.Previous(Finished(kring), kring.NumSlots);
    }

    /// <summary>Consumes a wake-up.</summary>
    public void Drain() => _wake.Drain();

    public void Dispose()
    {
        _wake.Dispose();
        Books.Dispose();
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends whole packets from hwcur on and advances it.</summary>
    /// <returns>False if the kernel has no room now.</returns>
    protected abstract bool TrySend(Kring kring);

    /// <summary>The first slot whose buffer the kernel still uses; all in front of it are their owner's.</summary>
    protected virtual uint Finished(Kring kring) => kring.HwCur;

    /// <summary>Closes the descriptor, once.</summary>
    protected abstract void Close();
}
