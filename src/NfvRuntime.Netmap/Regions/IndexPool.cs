namespace NfvRuntime.Netmap;

/// <summary>Hands out small integers and takes them back: which objects of one pool are free. Not thread-safe.</summary>
internal sealed class IndexPool
{
    private readonly uint[] _free;
    private readonly bool[] _taken;
    private readonly uint _reserved;

    public IndexPool(uint count, uint reserved = 0)
    {
        _free = new uint[count - reserved];
        _taken = new bool[count];
        _reserved = reserved;
        Reset();
    }

    public uint Free { get; private set; }

    /// <summary>Starts with nothing free: everything is somebody's until it is returned.</summary>
    public void TakeAll()
    {
        Array.Fill(_taken, true);
        Free = 0;
    }

    public void Reset()
    {
        Array.Clear(_taken);
        Free = (uint)_free.Length;
        // Stored descending, so that a fresh pool hands out ascending indexes: neighbours in a ring are neighbours in memory.
        for (uint i = 0; i < Free; i++)
        {
            _free[i] = _reserved + Free - 1 - i;
        }
    }

    public uint Take()
    {
        uint index = _free[--Free];
        _taken[index] = true;
        return index;
    }

    public bool IsTaken(uint index) => index < _taken.Length && _taken[index];

    public void Return(uint index)
    {
        _taken[index] = false;
        _free[Free++] = index;
    }
}
