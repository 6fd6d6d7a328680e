namespace NfvRuntime.Actors;

/// <summary>A queue in an array that doubles when it is full: in steady state it allocates nothing. One thread.</summary>
/// <typeparam name="T">What it holds.</typeparam>
internal struct Ring<T>
{
    private T[] _items;
    private int _head;

    public int Count { get; private set; }

    public void Enqueue(in T item)
    {
        if (_items is null || Count == _items.Length)
        {
            Grow();
        }

        _items![(_head + Count) & (_items.Length - 1)] = item;
        Count++;
    }

    /// <summary>Adds an item that comes before all others.</summary>
    public void Prepend(in T item)
    {
        if (_items is null || Count == _items.Length)
        {
            Grow();
        }

        _head = (_head - 1) & (_items!.Length - 1);
        _items[_head] = item;
        Count++;
    }

    /// <summary>Takes the oldest. The queue must not be empty.</summary>
    public T Dequeue()
    {
        ref T slot = ref _items[_head];
        T item = slot;
        slot = default!;
        _head = (_head + 1) & (_items.Length - 1);
        Count--;
        return item;
    }

    private void Grow()
    {
        if (_items is null)
        {
            _items = new T[8];
            return;
        }

        var larger = new T[_items.Length * 2];
        int first = _items.Length - _head;
        Array.Copy(_items, _head, larger, 0, first);
        Array.Copy(_items, 0, larger, first, _head);
        _items = larger;
        _head = 0;
    }
}
