using NfvRuntime.Netmap;

namespace NfvRuntime.Sdk;

/// <summary>
/// Packets that a stage keeps after its <c>OnBurst</c> has returned (a shaper, a reassembler). They live here, not in the instance: a
/// stage that falls loses them, stated, and no buffer. Keeping is a swap against one of the buffers reserved here.
/// </summary>
/// <remarks>Used on the stage's island only.</remarks>
public sealed unsafe class HeldPackets : IDisposable
{
    private readonly StageContext _stage;
    private readonly BurstPool _pool;
    private readonly Burst[] _store;
    private readonly int _each; // entries in one burst of the store
    private readonly int[] _next; // of a free entry: the next free one; of a packet's entry: its next entry; -1 ends both
    private readonly int[] _path; // of a packet's first entry: the path it was on; -1 for every other entry
    private readonly long[] _stamps; // of a packet's first entry: when a ring handed it over
    private int _free;
    private int _freeCount;

    internal HeldPackets(StageContext stage, int slots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        _stage = stage;
        Slots = slots;
        int bursts = (slots + Burst.MaxCapacity - 1) / Burst.MaxCapacity;
        _each = (slots + bursts - 1) / bursts;
        _pool = new BurstPool(stage.Region, bursts, _each, Region.DefaultHeadroom);
        _store = [.. Enumerable.Range(0, bursts).Select(_ => _pool.Take()!)];
        foreach (Burst burst in _store)
        {
            burst.Count = _each;
        }

        _next = new int[slots];
        _path = new int[slots];
        _stamps = new long[slots];
        for (int i = 0; i < slots; i++)
        {
            _next[i] = i + 1 < slots ? i + 1 : -1;
            _path[i] = -1;
        }

        _freeCount = slots;
    }

    /// <summary>Entries there are in all; a packet takes one for each of its slots.</summary>
    public int Slots { get; }

    /// <summary>Packets held.</summary>
    public int Count { get; private set; }

    /// <summary>Buffers owned, for audits.</summary>
    internal IReadOnlyList<Burst> Store => _store;

    /// <summary>Keeps the packet that begins at an entry of the burst; its verdict is settled by that.</summary>
    /// <param name="burst">The burst of the packet, in <c>OnBurst</c>.</param>
    /// <param name="i">The packet's first entry.</param>
    /// <param name="handle">Names the packet afterwards.</param>
    /// <returns>False if there is no room, or the packet does not fit the buffers here; the packet is still the burst's.</returns>
    public bool TryKeep(Burst burst, int i, out int handle)
    {
        handle = -1;
        int end = burst.NextPacket(i);
        if (end - i > _freeCount || !BurstTransfer.Fits(burst, i, end, _store[0]))
        {
            return false;
        }

        int last = -1;
        int first = _free;
        for (int from = i; from < end; from++)
        {
            int entry = _free;
            _free = _next[entry];
            _freeCount--;
            _next[entry] = -1;
            if (last >= 0)
            {
                _next[last] = entry;
            }

            last = entry;
            BurstTransfer.Store(burst, from, _store[entry / _each], entry % _each);
        }

        new Span<byte>(burst.Verdicts + i, end - i).Fill(Verdict.HeldCode);

        _path[first] = burst.Edge!.Path;
        _stamps[first] = burst.Timestamp;
        handle = first;
        Count++;
        return true;
    }

    /// <summary>The bytes of a held packet's first entry.</summary>
    /// <param name="handle">From <see cref="TryKeep"/>.</param>
    public Span<byte> Data(int handle)
    {
        Check(handle);
        return _store[handle / _each].Data(handle % _each);
    }

    /// <summary>Sends a held packet to an output gate, or drops or consumes it.</summary>
    /// <param name="handle">From <see cref="TryKeep"/>; not valid afterwards.</param>
    /// <param name="verdict">A verdict from the stage's context.</param>
    /// <returns>False if the edge has no room now: the packet is still held; try again.</returns>
    public bool TryRelease(int handle, Verdict verdict)
    {
        Check(handle);
        if (verdict.Code >= Verdict.MaxGates)
        {
            _stage.Count(verdict, 1);
            Drop(handle);
            return true;
        }

        Edge? edge = _stage.EdgeFor(_path[handle], verdict, out Verdict lost);
        if (edge is null)
        {
            _stage.Count(lost, 1);
            Drop(handle);
            return true;
        }

        int entries = 0;
        for (int entry = handle; entry >= 0; entry = _next[entry])
        {
            entries++;
        }

        if (_stage.IsOverlong(edge, entries))
        {
            Drop(handle);
            return true;
        }

        _store[handle / _each].Timestamp = _stamps[handle]; // for the burst that it may be the first of
        Burst? room = edge.Room(entries);
        if (room is null)
        {
            return false;
        }

        if (!Fits(handle, room))
        {
            _stage.Count(_stage.Drop(DropReasons.TooLong), 1);
            Drop(handle);
            return true;
        }

        for (int entry = handle; entry >= 0; entry = _next[entry])
        {
            BurstTransfer.Move(_store[entry / _each], entry % _each, room);
        }

        Drop(handle);
        return true;
    }

    /// <summary>Gives all buffers back to the region.</summary>
    public void Dispose()
    {
        foreach (Burst burst in _store.Where(burst => !burst.IsHome))
        {
            burst.GoHome();
        }

        _pool.Dispose();
    }

    internal void DropAll(Verdict reason)
    {
        for (int entry = 0; entry < Slots; entry++)
        {
            if (_path[entry] >= 0)
            {
                _stage.Count(reason, 1);
                Drop(entry);
            }
        }
    }

    private bool Fits(int handle, Burst room)
    {
        for (int entry = handle; entry >= 0; entry = _next[entry])
        {
            if (!BurstTransfer.Fits(_store[entry / _each], entry % _each, (entry % _each) + 1, room))
            {
                return false;
            }
        }

        return true;
    }

    private void Drop(int handle)
    {
        _path[handle] = -1;
        Count--;
        Free(handle);
    }

    private void Free(int first)
    {
        for (int entry = first; entry >= 0;)
        {
            int next = _next[entry];
            _next[entry] = _free;
            _free = entry;
            _freeCount++;
            entry = next;
        }
    }

    private void Check(int handle)
    {
        if ((uint)handle >= (uint)Slots || _path[handle] < 0)
        {
            throw new ArgumentException($"{handle} names no packet held by stage '{_stage.Name}'.", nameof(handle));
        }
    }
}
