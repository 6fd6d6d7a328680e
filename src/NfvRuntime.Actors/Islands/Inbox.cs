using System.Runtime.InteropServices;

namespace NfvRuntime.Actors.Islands;

/// <summary>
/// What other threads send an island: many producers, one consumer. A bounded ring whose slots carry the turn in which they are free or
/// full, so that a post is one compare-and-swap, one store and one fence, and allocates nothing. When the ring is full, posts go to an
/// overflow list behind a lock until the island has emptied both: order of each producer is kept, and nobody ever waits.
/// </summary>
/// <param name="waker">Wakes the island.</param>
/// <param name="capacity">Slots of the ring, a power of two.</param>
internal sealed class Inbox(Waker waker, int capacity)
{
    private readonly Slot[] _slots = MakeSlots(capacity);
    private readonly Lock _overflowLock = new();
    private readonly Lock _burial = new();
    private Cursors _cursors;
    private List<Post>? _overflow;
    private int _overflowing;
    private Action<Post>? _afterlife;

    /// <summary>Whether nothing is ready to be taken. What a producer is still writing comes with a wake-up of its own.</summary>
    public bool IsEmpty =>
        Volatile.Read(ref _slots[_cursors.Head & (_slots.Length - 1)].Sequence) != _cursors.Head + 1 && Volatile.Read(ref _overflowing) == 0;

    /// <summary>Sends. Any thread.</summary>
    public void Post(ActorCell? target, object message, IActorRef? sender)
    {
        if (Volatile.Read(ref _overflowing) != 0 || !TryPost(target, message, sender))
        {
            Overflow(new Post(target, message, sender));
        }

        waker.WakeIfAsleep();
        if (Volatile.Read(ref _afterlife) is not null)
        {
            Bury();
        }
    }

    /// <summary>Takes the oldest. Consumer only.</summary>
    /// <param name="post">What was sent.</param>
    /// <returns>False if nothing is ready.</returns>
    public bool TryTake(out Post post)
    {
        long head = _cursors.Head;
        ref Slot slot = ref _slots[head & (_slots.Length - 1)];
        if (Volatile.Read(ref slot.Sequence) != head + 1)
        {
            post = default;
            return false;
        }

        post = slot.Content;
        slot.Content = default;
        Volatile.Write(ref slot.Sequence, head + _slots.Length);
        _cursors.Head = head + 1;
        return true;
    }

    /// <summary>Takes the overflow, which is to be worked through before the next <see cref="TryTake"/>. Consumer only.</summary>
    /// <returns>Null if there is none, or if the ring still holds what was sent before it.</returns>
    public List<Post>? TakeOverflow()
    {
        if (Volatile.Read(ref _overflowing) == 0)
        {
            return null;
        }

        lock (_overflowLock)
        {
            if (Volatile.Read(ref _cursors.Tail) != _cursors.Head)
            {
                return null;
            }

            List<Post>? taken = _overflow;
            _overflow = null;
            Volatile.Write(ref _overflowing, 0);
            return taken;
        }
    }

    /// <summary>The island has ended: from now on, whoever posts works through the inbox himself.</summary>
    /// <param name="afterlife">What is done with each post.</param>
    public void Close(Action<Post> afterlife)
    {
        Volatile.Write(ref _afterlife, afterlife);
        Interlocked.MemoryBarrier(); // Against a post that saw the inbox open: either it is seen below, or it sees the inbox closed.
        Bury();
    }

    private void Bury()
    {
        Action<Post> afterlife = _afterlife!;
        lock (_burial)
        {
            bool found;
            do
            {
                found = false;
                while (TryTake(out Post post))
                {
                    found = true;
                    afterlife(post);
                }

                foreach (Post post in TakeOverflow() ?? [])
                {
                    found = true;
                    afterlife(post);
                }
            }
            while (found);
        }
    }

    private bool TryPost(ActorCell? target, object message, IActorRef? sender)
    {
        while (true)
        {
            long tail = Volatile.Read(ref _cursors.Tail);
            ref Slot slot = ref _slots[tail & (_slots.Length - 1)];
            long lag = Volatile.Read(ref slot.Sequence) - tail;
            if (lag == 0)
            {
                if (Interlocked.CompareExchange(ref _cursors.Tail, tail + 1, tail) == tail)
                {
                    slot.Content = new Post(target, message, sender);
                    Volatile.Write(ref slot.Sequence, tail + 1);
                    return true;
                }
            }
            else if (lag < 0)
            {
                return false;
            }
        }
    }

    private void Overflow(Post post)
    {
        lock (_overflowLock)
        {
            Volatile.Write(ref _overflowing, 1);
            (_overflow ??= []).Add(post);
        }
    }

    private static Slot[] MakeSlots(int capacity)
    {
        var slots = new Slot[capacity];
        for (int i = 0; i < capacity; i++)
        {
            slots[i].Sequence = i;
        }

        return slots;
    }

    private struct Slot
    {
        public long Sequence;
        public Post Content;
    }

    /// <summary>Both ends, each on lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Cursors
    {
        [FieldOffset(128)]
        public long Tail;

        [FieldOffset(256)]
        public long Head;
    }
}
