using System.Numerics;
using System.Runtime.CompilerServices;
using NfvRuntime.Packets;

namespace NfvRuntime.Stages;

/// <summary>
/// Counts by flow in memory that is all there from the start: open addressing, linear probing, never more than half full. Flows are never
/// removed. A search that is not over after <see cref="MaxProbes"/> places gives up, so that nobody can make it slow by choosing
/// addresses that collide.
/// </summary>
internal sealed class FlowTable
{
    /// <summary>Places that one search looks at.</summary>
    public const int MaxProbes = 32;

    private readonly uint[] _tags; // hash of the flow, 0 for a free place
    private readonly Entry[] _entries;
    private readonly uint _mask;
    private readonly int _limit;

    public FlowTable(int flows)
    {
        _limit = flows;
        uint places = BitOperations.RoundUpToPowerOf2((uint)flows * 2);
        _mask = places - 1;
        _tags = new uint[places];
        _entries = new Entry[places];
    }

    /// <summary>Flows in the table.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a packet to its flow.</summary>
    /// <param name="hash">Any hash that equal keys share.</param>
    /// <param name="key">The flow.</param>
    /// <param name="bytes">Bytes of the packet.</param>
    /// <returns>False if the table has no room for the flow; nothing was counted then.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(uint hash, in FlowKey key, int bytes)
    {
        uint tag = hash == 0 ? 1 : hash;
        for (uint probe = 0; probe < MaxProbes; probe++)
        {
            uint place = (tag + probe) & _mask;
            uint found = _tags[place];
            if (found == tag && _entries[place].Key == key)
            {
                _entries[place].Add(bytes);
                return true;
            }

            if (found == 0)
            {
                return TryInsert(place, tag, key, bytes);
            }
        }

        return false;
    }

    /// <summary>The flows with most bytes, in falling order. Allocates, and looks at every place.</summary>
    public List<FlowCount> Top(int count)
    {
        var best = new PriorityQueue<int, long>();
        for (int place = 0; place < _tags.Length && count > 0; place++)
        {
            if (_tags[place] == 0)
            {
                continue;
            }

            if (best.Count < count)
            {
                best.Enqueue(place, _entries[place].Bytes);
            }
            else
            {
                best.EnqueueDequeue(place, _entries[place].Bytes);
            }
        }

        var top = new List<FlowCount>(best.Count);
        while (best.TryDequeue(out int place, out _))
        {
            top.Add(new FlowCount(_entries[place].Key, _entries[place].Packets, _entries[place].Bytes));
        }

        top.Reverse();
        return top;
    }

    /// <summary>Every flow with its hash. Looks at every place.</summary>
    public IEnumerable<(uint Tag, FlowKey Key, long Packets, long Bytes)> All()
    {
        for (int place = 0; place < _tags.Length; place++)
        {
            if (_tags[place] != 0)
            {
                yield return (_tags[place], _entries[place].Key, _entries[place].Packets, _entries[place].Bytes);
            }
        }
    }

    /// <summary>Forgets every flow.</summary>
    public void Clear()
    {
        Array.Clear(_tags);
        Count = 0;
    }

    /// <summary>Adds what another table knew of a flow.</summary>
    /// <returns>False if there is no room for it.</returns>
    public bool TryPut(uint tag, in FlowKey key, long packets, long bytes)
    {
        tag = tag == 0 ? 1 : tag;
        for (uint probe = 0; probe < MaxProbes; probe++)
        {
            uint place = (tag + probe) & _mask;
            bool isNew = _tags[place] == 0;
            if (!isNew && (_tags[place] != tag || _entries[place].Key != key))
            {
                continue;
            }

            if (isNew && !TryInsert(place, tag, key, 0))
            {
                return false;
            }

            _entries[place].Packets += packets - (isNew ? 1 : 0);
            _entries[place].Bytes += bytes;
            return true;
        }

        return false;
    }

    private bool TryInsert(uint place, uint tag, in FlowKey key, int bytes)
    {
        if (Count == _limit)
        {
            return false;
        }

        Count++;
        _tags[place] = tag;
        _entries[place] = new Entry { Key = key };
        _entries[place].Add(bytes);
        return true;
    }

    private struct Entry
    {
        public FlowKey Key;
        public long Packets;
        public long Bytes;

        public void Add(int bytes)
        {
            Packets++;
            Bytes += bytes;
        }
    }
}
