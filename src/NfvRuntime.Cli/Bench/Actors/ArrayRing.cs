namespace NfvRuntime.Cli.Bench.Actors;

/// <summary>The least that a mailbox could be: a ring in an array, one thread, messages and senders.</summary>
internal sealed class ArrayRing(int capacity)
{
    private readonly (object? Message, IActorRef? Sender)[] _items = new (object?, IActorRef?)[capacity];
    private int _head;
    private int _count;

    public void Enqueue(object message, IActorRef? sender)
    {
        if (_count == _items.Length)
        {
            throw new InvalidOperationException("The ring is full.");
        }

        _items[(_head + _count) & (_items.Length - 1)] = (message, sender);
        _count++;
    }

    public object? Dequeue(out IActorRef? sender)
    {
        ref (object? Message, IActorRef? Sender) slot = ref _items[_head];
        (object? message, sender) = slot;
        slot = default;
        _head = (_head + 1) & (_items.Length - 1);
        _count--;
        return message;
    }
}
