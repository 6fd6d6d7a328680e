using NfvRuntime.Host;

namespace NfvRuntime.Guests.Ivshmem;

/// <summary>Who is woken by the vectors of a region's device: a machine, or the host itself.</summary>
public sealed class IvshmemPeer : IDisposable
{
    private readonly WakeEvent[] _vectors;

    /// <exception cref="NetmapException">The process may not have so many descriptors.</exception>
    internal IvshmemPeer(int id, int vectors)
    {
        Id = id;
        _vectors = new WakeEvent[vectors];
        try
        {
            for (int i = 0; i < vectors; i++)
            {
                _vectors[i] = new WakeEvent();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Its number, by which others address it; 0 is the host.</summary>
    public int Id { get; }

    /// <summary>The event of each vector: signalling it interrupts the machine. The events go with the peer.</summary>
    public IReadOnlyList<WakeEvent> Vectors => _vectors;

    /// <summary>Null if the process may not have so many descriptors.</summary>
    internal static IvshmemPeer? TryMake(int id, int vectors)
    {
        try
        {
            return new IvshmemPeer(id, vectors);
        }
        catch (NetmapException)
        {
            return null;
        }
    }

    /// <summary>Closes the events.</summary>
    public void Dispose() => Array.ForEach(_vectors, static vector => vector?.Dispose());
}
