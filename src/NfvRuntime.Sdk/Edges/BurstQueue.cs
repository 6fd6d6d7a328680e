namespace NfvRuntime.Sdk;

/// <summary>First in, first out, linked through the bursts themselves: no memory of its own, bounded by the credits.</summary>
internal struct BurstQueue
{
    private Burst? _head;
    private Burst? _tail;

    internal readonly Burst? Head => _head;

    internal readonly bool IsEmpty => _head is null;

    internal void Enqueue(Burst burst)
    {
        burst.Next = null;
        if (_tail is null)
        {
            _head = burst;
        }
        else
        {
            _tail.Next = burst;
        }

        _tail = burst;
    }

    /// <summary>Puts a burst before all others.</summary>
    internal void Push(Burst burst)
    {
        burst.Next = _head;
        _head = burst;
        _tail ??= burst;
    }

    internal Burst? Dequeue()
    {
        Burst? burst = _head;
        if (burst is null)
        {
            return null;
        }

        _head = burst.Next;
        if (_head is null)
        {
            _tail = null;
        }

        burst.Next = null;
        return burst;
    }

    /// <summary>Packets in all bursts of the queue that are not settled yet.</summary>
    internal readonly long CountPackets()
    {
        long packets = 0;
        for (Burst? burst = _head; burst is not null; burst = burst.Next)
        {
            packets += burst.UnsettledPackets;
        }

        return packets;
    }
}
