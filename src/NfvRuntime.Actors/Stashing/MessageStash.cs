namespace NfvRuntime.Actors;

/// <summary>The stash of one instance.</summary>
internal sealed class MessageStash(ActorCell cell, int capacity) : IStash
{
    private List<Envelope> _held = [];
    private long _lastStashed;

    public int Count => _held.Count;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => Count > 0;

    public bool IsFull => capacity >= 0 && Count >= capacity;

    public int Capacity => capacity;

    public void Stash()
    {
        object message = cell.CurrentMessage ?? throw new IllegalActorStateException("There is no message to stash: none is being processed.");
        if (_lastStashed == cell.CurrentNumber)
        {
            throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        }

        if (capacity > 0 && Count >= capacity)
        {
            throw new StashOverflowException($"Couldn't enqueue message {message} from {cell.Sender} to stash of {cell.Self}: it holds {capacity}.");
        }

        _lastStashed = cell.CurrentNumber;
        _held.Add(new Envelope(message, cell.SenderOrNull));
    }

    public void Unstash()
    {
        if (Count > 0)
        {
            List<Envelope> first = [_held[0]];
            _held.RemoveAt(0);
            cell.Prepend(first);
        }
    }

    public void UnstashAll() => cell.Prepend(Take());

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        cell.Prepend([.. Take().Where(predicate)]);
    }

    public IEnumerable<Envelope> ClearStash() => Take();

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        ArgumentNullException.ThrowIfNull(envelopes);
        _held.InsertRange(0, envelopes);
    }

    private List<Envelope> Take()
    {
        List<Envelope> taken = _held;
        _held = [];
        return taken;
    }
}
