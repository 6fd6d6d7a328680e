using System.Runtime.CompilerServices;

namespace NfvRuntime.Counters.Layout;

/// <summary>
/// Reads blocks while their owner goes on. Names are decoded once per change of a row, so that a reader that lives in a data-path
/// process allocates little. Everything read from the table is checked before use. Not thread-safe.
/// </summary>
internal sealed unsafe class TableReader(TableMemory memory, TableLayout layout)
{
    private const int Attempts = 100;

    private readonly (ulong Sequence, CellName[]? Names)[] _known = new (ulong, CellName[]?)[layout.Blocks];

    public void Read(List<CounterReading> readings)
    {
        for (int row = 0; row < layout.Blocks; row++) ReadRow(row, readings);
    }

    private void ReadRow(int row, List<CounterReading> readings)
    {
        ref var entry = ref Unsafe.AsRef<BlockEntry>(memory.Base + TableLayout.DirectoryOffset + ((long)row * BlockEntry.Bytes));
        int before = readings.Count;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            ulong sequence = Volatile.Read(ref entry.Sequence);
            var copy = entry;
            if (IsUnchanged(ref entry, sequence))
            {
                if (copy.Cells == 0) return;
                ReadCells(row, sequence, copy, ref entry, readings);
                if (IsUnchanged(ref entry, sequence)) return;
                readings.RemoveRange(before, readings.Count - before);
            }

            Thread.SpinWait(20);
        }
    }

    private void ReadCells(int row, ulong sequence, BlockEntry entry, ref BlockEntry live, List<CounterReading> readings)
    {
        CheckBounds(entry.CellOffset, (long)entry.Cells * sizeof(ulong), layout.CellsBytes);
        CheckBounds(entry.TextOffset, entry.TextBytes, layout.TextBytes);
        if (_known[row].Names is null || _known[row].Sequence != sequence)
        {
            byte* at = memory.Base + layout.TextOffset + entry.TextOffset;
            byte[] text = new ReadOnlySpan<byte>(at, (int)entry.TextBytes).ToArray();
            if (!IsUnchanged(ref live, sequence)) return;
            _known[row] = (sequence, BlockText.Read(text, (int)entry.Cells));
        }

        ulong* first = (ulong*)(memory.Base + layout.CellsOffset + entry.CellOffset);
        var names = _known[row].Names!;
        for (int i = 0; i < names.Length; i++)
        {
            readings.Add(new CounterReading(names[i].Metric, names[i].Labels, Volatile.Read(ref first[i])));
        }
    }

    private static bool IsUnchanged(ref BlockEntry live, ulong sequence)
    {
        Interlocked.MemoryBarrier(); // what was copied before must not be younger than the sequence read now
        return sequence % 2 == 0 && Volatile.Read(ref live.Sequence) == sequence;
    }

    private static void CheckBounds(long offset, long bytes, long area)
    {
        if (offset % sizeof(ulong) == 0 && offset + bytes <= area) return;
        throw new InvalidDataException("a counter block lies outside its table: the table is damaged");
    }
}
