namespace NfvRuntime.Counters.Layout;

/// <summary>First-fit allocation of stretches of an area; the bookkeeping is the table owner's and not shared.</summary>
internal sealed class AreaAllocator
{
    private readonly SortedList<long, long> _free = [];
    private readonly int _alignment;

    public AreaAllocator(long bytes, int alignment)
    {
        _alignment = alignment;
        _free.Add(0, bytes);
    }

    /// <summary>The offset of a free stretch, or -1 when none is long enough.</summary>
    public long Take(long bytes)
    {
        long needed = Rounded(bytes);
        foreach (var (offset, length) in _free)
        {
            if (length < needed) continue;
            _free.Remove(offset);
            if (length > needed) _free.Add(offset + needed, length - needed);
            return offset;
        }

        return -1;
    }

    /// <summary>Gives a stretch back and joins it with its free neighbours.</summary>
    public void Return(long offset, long bytes)
    {
        _free.Add(offset, Rounded(bytes));
        int at = _free.IndexOfKey(offset);
        if (at + 1 < _free.Count) JoinWithNext(at);
        if (at > 0) JoinWithNext(at - 1);
    }

    private void JoinWithNext(int at)
    {
        long offset = _free.GetKeyAtIndex(at), length = _free.GetValueAtIndex(at);
        if (_free.GetKeyAtIndex(at + 1) != offset + length) return;
        _free.SetValueAtIndex(at, length + _free.GetValueAtIndex(at + 1));
        _free.RemoveAt(at + 1);
    }

    private long Rounded(long bytes) => (Math.Max(bytes, 1) + _alignment - 1) / _alignment * _alignment;
}
