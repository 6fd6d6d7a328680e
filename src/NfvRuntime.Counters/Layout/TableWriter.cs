using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NfvRuntime.Counters.Layout;

/// <summary>The owner's side of the directory. Not thread-safe: the table holds its lock around every call.</summary>
internal sealed unsafe class TableWriter
{
    private readonly TableMemory _memory;
    private readonly TableLayout _layout;
    private readonly AreaAllocator _cells;
    private readonly AreaAllocator _text;
    private readonly CounterBlock?[] _blocks;

    public TableWriter(TableMemory memory, TableLayout layout)
    {
        _memory = memory;
        _layout = layout;
        _cells = new AreaAllocator(layout.CellsBytes, TableLayout.BlockAlignment);
        _text = new AreaAllocator(layout.TextBytes, sizeof(ulong));
        _blocks = new CounterBlock?[layout.Blocks];
    }

    public CounterBlock Add(ReadOnlySpan<KeyValuePair<string, string>> labels, ReadOnlySpan<CounterSpec> cells)
    {
        int row = Array.IndexOf(_blocks, null);
        byte[] text = BlockText.Write(labels, cells);
        long cellBytes = (long)cells.Length * sizeof(ulong);
        long cellOffset = row < 0 ? -1 : _cells.Take(cellBytes);
        long textOffset = cellOffset < 0 ? -1 : _text.Take(text.Length);
        if (textOffset < 0)
        {
            if (cellOffset >= 0) _cells.Return(cellOffset, cellBytes);
            throw new InvalidOperationException($"the counter table is full: it was made for {_layout.Blocks} blocks");
        }

        byte* first = _memory.Base + _layout.CellsOffset + cellOffset;
        NativeMemory.Clear(first, (nuint)cellBytes);
        text.CopyTo(new Span<byte>(_memory.Base + _layout.TextOffset + textOffset, text.Length));
        Change(row, new BlockEntry
        {
            CellOffset = (uint)cellOffset,
            Cells = (uint)cells.Length,
            TextOffset = (uint)textOffset,
            TextBytes = (uint)text.Length,
        });
        return _blocks[row] = new CounterBlock(row, (ulong*)first, cells.Length);
    }

    public void Remove(CounterBlock block)
    {
        if (_blocks[block.Entry] != block) throw new InvalidOperationException("the counter block is not in this table");
        var entry = Entry(block.Entry);
        Change(block.Entry, default);
        _cells.Return(entry.CellOffset, (long)entry.Cells * sizeof(ulong));
        _text.Return(entry.TextOffset, entry.TextBytes);
        _blocks[block.Entry] = null;
    }

    private ref BlockEntry Entry(int row) =>
        ref Unsafe.AsRef<BlockEntry>(_memory.Base + TableLayout.DirectoryOffset + ((long)row * BlockEntry.Bytes));

    private void Change(int row, BlockEntry to)
    {
        ref var entry = ref Entry(row);
        ulong sequence = entry.Sequence;
        Volatile.Write(ref entry.Sequence, sequence + 1);
        Interlocked.MemoryBarrier(); // a reader that sees any new field must also see the odd sequence
        entry.CellOffset = to.CellOffset;
        entry.Cells = to.Cells;
        entry.TextOffset = to.TextOffset;
        entry.TextBytes = to.TextBytes;
        Volatile.Write(ref entry.Sequence, sequence + 2);
    }
}
