using System.Runtime.InteropServices;

namespace NfvRuntime.Actors.Islands;

/// <summary>
/// What other threads send an island: many producers, one consumer. A bounded ring in which a slot is full when it holds a message: a
/// producer claims a slot with one compare-and-swap and never reads it, since it comes back from the consumer's cache only to be written.
/// A post allocates nothing. When the ring is full, posts go to an overflow list behind a lock until the island has emptied both: order of
/// each producer is kept, and nobody ever waits.
/// </summary>
/// <param name="waker">Wakes the island.</param>
/// <param name="capacity">Slots of the ring, a power of two.</param>
internal sealed class Inbox(Waker waker, int capacity)
{
    private readonly Post[] _slots = new Post[capacity];
    private readonly Lock _overflowLock = new();
    private readonly Lock _burial = new();
    private Cursors _cursors;
    private List<Post>? _overflow;
    private int _overflowing;
    private Action<Post>? _afterlife;

    /// <summary>Whether nothing is ready to be taken. What a producer is still writing comes with a wake-up of its own.</summary>
    public bool IsEmpty =>
        Volatile.Read(ref _slots[_cursors.Head & (_slots.Length - 1)].Message) is null && Volatile.Read(ref _overflowing) == 0;

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
        ref Post slot = ref _slots[head & (_slots.Length - 1)];
        if (Volatile.Read(ref slot.Message) is null)
        {
            post = default;
            return false;
        }

        post = slot;
        slot = default;
        Volatile.Write(ref _cursors.Head, head + 1);
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
        Interlocked.MemoryBarrierProcessWide(); // Against a post that saw the inbox open: either it is seen below, or it sees the inbox closed.
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
            if (tail - Volatile.Read(ref _cursors.SeenHead) >= _slots.Length)
            {
                // Written by whoever looks, in any order: a head that is too old only makes somebody look once more.
                long head = Volatile.Read(ref _cursors.Head);
                Volatile.Write(ref _cursors.SeenHead, head);
                if (tail - head >= _slots.Length)
                {
                    return false;
                }
            }

            if (Interlocked.CompareExchange(ref _cursors.Tail, tail + 1, tail) == tail)
            {
                ref Post slot = ref _slots[tail & (_slots.Length - 1)];
                slot.Target = target;
                slot.Sender = sender;
                Volatile.Write(ref slot.Message!, message); // Last: it says that the slot is full.
                return true;
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

    /// <summary>Both ends, each on lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Cursors
    {
        [FieldOffset(128)]
        public long Tail;

        /// <summary>A head that the producers have seen; spares them the consumer's line.</summary>
        [FieldOffset(136)]
        public long SeenHead;

        [FieldOffset(256)]
        public long Head;
    }
}
