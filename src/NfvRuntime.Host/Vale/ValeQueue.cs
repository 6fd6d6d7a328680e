using NfvRuntime.Host.Native;

namespace NfvRuntime.Host;

/// <summary>Takes packets from several senders into one rx ring. A sender reserves a run of slots in one step, fills it beside the others, and
/// completes it; the receiver sees runs in the order of their reservation.</summary>
/// <remarks>Positions only grow; a position modulo the ring's slots is a slot. Slots [released, published) are received packets, those up to
/// reserved are being filled.</remarks>
internal sealed class ValeQueue
{
    private readonly uint _slots;
    private readonly ulong[] _runEnds; // by the slot a run starts at; holds if greater than the run's start, else it is of an older lap
    private PaddedUInt64 _reserved;
    private PaddedUInt64 _published;
    private PaddedUInt64 _released;
    private PaddedUInt64 _shown;

    public ValeQueue(Kring kring)
    {
        Kring = kring;
        _slots = kring.NumSlots;
        _runEnds = new ulong[_slots];
    }

    public Kring Kring { get; }

    /// <summary>Receiver: whether there are packets that it has not been shown.</summary>
    public bool HasNew => Volatile.Read(ref _published.Value) != _shown.Value;

    /// <summary>Receiver: how many slots have been filled since it last asked.</summary>
    public uint TakeNew()
    {
        ulong published = Volatile.Read(ref _published.Value);
        uint count = (uint)(published - _shown.Value);
        _shown.Value = published;
        return count;
    }

    /// <summary>Receiver: gives slots back to the senders.</summary>
    public void Release(uint count) => Volatile.Write(ref _released.Value, _released.Value + count);

    /// <summary>Sender: free slots, and the position they start at.</summary>
    public uint Space(out ulong position)
    {
        ulong used;
        do
        {
            position = Volatile.Read(ref _reserved.Value);
            used = position - Volatile.Read(ref _released.Value);
        }
        while (used >= _slots); // another sender reserved, and the receiver released, between the two reads

        return _slots - 1 - (uint)used;
    }

    /// <summary>Sender: takes the slots from a position on, if nobody else has.</summary>
    public bool TryReserve(ulong position, uint count) =>
        Interlocked.CompareExchange(ref _reserved.Value, position + count, position) == position;

    /// <summary>The slot at a position.</summary>
    public uint Slot(ulong position) => (uint)(position % _slots);

    /// <summary>Sender: its run is filled. Publishes it and any completed ones behind it, unless an older run is still being filled;
    /// that one's sender will.</summary>
    /// <returns>Whether anything was published.</returns>
    public bool Complete(ulong start, ulong end)
    {
        if (Volatile.Read(ref _published.Value) == start)
        {
            // Nobody else can go past a run that is not marked complete.
            Volatile.Write(ref _published.Value, end);
            PublishFollowing(end);
            return true;
        }

        Volatile.Write(ref _runEnds[start % _slots], end);
        return PublishFollowing(ulong.MaxValue);
    }

    // Either the sender of a run sees that all before it are published, or their sender sees that the run is complete: both write first,
    // then, beyond a full fence, look.
    private bool PublishFollowing(ulong from)
    {
        Interlocked.MemoryBarrier();
        bool any = false;
        ulong at = from == ulong.MaxValue ? Volatile.Read(ref _published.Value) : from;
        while (true)
        {
            ulong end = Volatile.Read(ref _runEnds[at % _slots]);
            if (end <= at)
            {
                return any;
            }

            ulong seen = Interlocked.CompareExchange(ref _published.Value, end, at);
            any |= seen == at;
            at = seen == at ? end : seen;
        }
    }
}
