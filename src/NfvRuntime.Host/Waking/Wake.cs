namespace NfvRuntime.Host;

/// <summary>One side's end of a notification: by it the far side is woken, or one's own side is, or both.</summary>
/// <remarks>Never blocks. Any thread may signal; the one that sleeps on <see cref="Descriptor"/> drains.</remarks>
public abstract class Wake : IDisposable
{
    /// <summary>For poll and epoll: readable when this side is to wake up. -1 where it never is. Good until disposed of.</summary>
    public abstract int Descriptor { get; }

    /// <summary>Wakes the far side.</summary>
    public abstract void Signal();

    /// <summary>Makes <see cref="Descriptor"/> not readable.</summary>
    /// <returns>Whether this side had been signalled.</returns>
    public abstract bool Drain();

    /// <summary>Closes the descriptors. Nobody may signal or sleep any more.</summary>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what this end holds.</summary>
    protected abstract void Close();
}
