using System.Runtime.InteropServices;

namespace NfvRuntime.Host;

/// <summary>A batch sorted by destination: for each, the runs of neighbouring slots that go there, in order of arrival.</summary>
/// <remarks>Finding the destinations costs no scan over ports; a batch for one destination is one run.</remarks>
internal sealed unsafe class ValeRuns : IDisposable
{
    private const int Destinations = ValeLookup.Drop + 1;

    private readonly Run* _runs;
    private readonly Queue* _queues;
    private readonly byte* _touched;
    private int _runCount;

    /// <param name="capacity">The most slots of a batch.</param>
    public ValeRuns(int capacity)
    {
        _runs = (Run*)NativeMemory.AlignedAlloc((nuint)(capacity * sizeof(Run)), 128);
        _queues = (Queue*)NativeMemory.AlignedAlloc((nuint)(Destinations * sizeof(Queue)), 128);
        _touched = (byte*)NativeMemory.AlignedAlloc(Destinations, 128);
        new Span<Queue>(_queues, Destinations).Fill(Queue.Empty);
    }

    /// <summary>How many destinations have packets.</summary>
    public int TouchedCount { get; private set; }

    /// <summary>A destination that has packets.</summary>
    public byte Touched(int i) => _touched[i];

    /// <summary>Slots that go to a destination.</summary>
    public uint SlotCount(byte destination) => _queues[destination].Slots;

    /// <summary>Sorts the batch.</summary>
    public void Sort(GatheredSlot* slots, int count)
    {
        for (int at = 0; at < count;)
        {
            byte destination = slots[at].Destination;
            int start = at;
            do
            {
                at += slots[at].Fragments;
            }
            while (at < count && slots[at].Destination == destination);

            Append(destination, start, at);
        }
    }

    /// <summary>The runs of up to two destinations, merged in order of arrival.</summary>
    public Cursor Open(byte destination, byte? second) =>
        new(_runs, _queues[destination].First, second is { } other ? _queues[other].First : Run.None);

    /// <summary>Forgets the batch.</summary>
    public void Clear()
    {
        for (int i = 0; i < TouchedCount; i++)
        {
            _queues[_touched[i]] = Queue.Empty;
        }

        TouchedCount = 0;
        _runCount = 0;
    }

    /// <summary>Frees the work area.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_runs);
        NativeMemory.AlignedFree(_queues);
        NativeMemory.AlignedFree(_touched);
    }

    private void Append(byte destination, int start, int end)
    {
        ref Queue queue = ref _queues[destination];
        int run = _runCount++;
        _runs[run] = new Run { Start = start, End = end, Next = Run.None };
        if (queue.First == Run.None)
        {
            queue.First = run;
            _touched[TouchedCount++] = destination;
        }
        else
        {
            _runs[queue.Last].Next = run;
        }

        queue.Last = run;
        queue.Slots += (uint)(end - start);
    }

    /// <summary>Goes through merged runs.</summary>
    public ref struct Cursor
    {
        private readonly Run* _runs;
        private int _first;
        private int _second;

        internal Cursor(Run* runs, int first, int second)
        {
            _runs = runs;
            _first = first;
            _second = second;
        }

        /// <summary>The next run, if any: slots [start, end) of the batch.</summary>
        public bool TryNext(out int start, out int end)
        {
            ref int list = ref _first;
            if (_first == Run.None || (_second != Run.None && _runs[_second].Start < _runs[_first].Start))
            {
                list = ref _second;
            }

            if (list == Run.None)
            {
                start = end = 0;
                return false;
            }

            start = _runs[list].Start;
            end = _runs[list].End;
            list = _runs[list].Next;
            return true;
        }
    }

    internal struct Run
    {
        public const int None = -1;

        public int Start;
        public int End;
        public int Next;
    }

    private struct Queue
    {
        public static readonly Queue Empty = new() { First = Run.None, Last = Run.None };

        public int First;
        public int Last;
        public uint Slots;
    }
}
