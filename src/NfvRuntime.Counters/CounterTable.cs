using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Counters.Layout;

namespace NfvRuntime.Counters;

/// <summary>
/// All counters of a process, in memory that another process can map and read at no cost to the writers. Blocks are added and removed
/// by any thread of the owner (a lock is taken); cells are written by each block's one writer without any. Dispose the table after the
/// last writer has stopped: its memory goes away.
/// </summary>
public sealed unsafe class CounterTable : IDisposable
{
    private readonly TableMemory _memory;
    private readonly TableLayout _layout;
    private readonly TableReader _reader;
    private readonly TableWriter? _writer;
    private readonly Lock _gate;
    private readonly List<CounterBlock>? _part;
    private bool _disposed;

    private CounterTable(TableMemory memory, TableLayout layout, bool writable)
    {
        _memory = memory;
        _layout = layout;
        _reader = new TableReader(memory, layout);
        _writer = writable ? new TableWriter(memory, layout) : null;
        _gate = new Lock();
    }

    private CounterTable(CounterTable whole)
    {
        _memory = whole._memory;
        _layout = whole._layout;
        _reader = whole._reader;
        _writer = whole._writer;
        _gate = whole._gate;
        _part = [];
    }

    /// <summary>The table's memory as a descriptor, for handing to another process.</summary>
    public SafeFileHandle Handle => _memory.Handle;

    /// <summary>Makes an empty table.</summary>
    /// <param name="blocks">How many blocks it can hold at once, 1 to 65536; memory is used as they are added.</param>
    /// <param name="path">A file through which other processes find the table, replaced if it exists and deleted on dispose; null for
    /// memory that is reached by <see cref="Handle"/> only.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static CounterTable Create(int blocks = 4096, string? path = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(blocks, TableLayout.MaximumBlocks);
        var layout = new TableLayout(blocks);
        var memory = path is null ? TableMemory.CreateUnnamed(layout.TotalBytes) : TableMemory.CreateNamed(path, layout.TotalBytes);
        ref var header = ref Unsafe.AsRef<TableHeader>(memory.Base);
        header.Version = TableHeader.ExpectedVersion;
        header.Blocks = (uint)blocks;
        header.TotalBytes = layout.TotalBytes;
        Volatile.Write(ref header.Magic, TableHeader.ExpectedMagic);
        memory.Publish();
        return new CounterTable(memory, layout, writable: true);
    }

    /// <summary>Maps a table that another process writes.</summary>
    /// <exception cref="InvalidDataException">The file is no counter table, or one of another version.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static CounterTable OpenForReading(string path) =>
        OpenForReading(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), path);

    /// <summary>Maps a table by a descriptor received from its owner; the handle is closed with the table.</summary>
    /// <exception cref="InvalidDataException">What it describes is no counter table, or one of another version.</exception>
    public static CounterTable OpenForReading(SafeFileHandle handle) => TableMemory.IsSealed(handle)
        ? OpenForReading(handle, "the descriptor")
        : throw NotATable(handle, "the descriptor", "whoever has it could cut it off under its readers");

    /// <summary>The same table for a user who comes and goes: when the part is disposed, what was added through it is taken out again.</summary>
    /// <exception cref="InvalidOperationException">The table was opened for reading.</exception>
    public CounterTable Part()
    {
        lock (_gate)
        {
            _ = Writer;
            return new CounterTable(this);
        }
    }

    /// <summary>Adds zeroed cells for one writer.</summary>
    /// <param name="labels">Labels of every cell of the block.</param>
    /// <param name="cells">At least one.</param>
    /// <exception cref="ArgumentException">A label is not among those its metric declares, or stands twice.</exception>
    /// <exception cref="InvalidOperationException">The table is full, or was opened for reading.</exception>
    public CounterBlock AddBlock(ReadOnlySpan<KeyValuePair<string, string>> labels, params ReadOnlySpan<CounterSpec> cells)
    {
        LabelRules.Check(labels, cells);
        lock (_gate)
        {
            CounterBlock block = Writer.Add(labels, cells);
            _part?.Add(block);
            return block;
        }
    }

    /// <summary>Takes a block out of the table. Its writer must have stopped: the cells may be given to another at once.</summary>
    /// <exception cref="InvalidOperationException">The block is not in this table (any more).</exception>
    public void RemoveBlock(CounterBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        lock (_gate)
        {
            Writer.Remove(block);
            _part?.Remove(block);
        }
    }

    /// <summary>
    /// Every cell, block by block in the order of the directory. Cells of one block are read together; blocks added or removed meanwhile
    /// may or may not be there.
    /// </summary>
    /// <exception cref="InvalidDataException">The table is damaged.</exception>
    public IReadOnlyList<CounterReading> Read()
    {
        var readings = new List<CounterReading>();
        Read(readings);
        return readings;
    }

    /// <summary>As <see cref="Read()"/>, into a list that is emptied before: a reader that keeps its list allocates nothing.</summary>
    /// <exception cref="InvalidDataException">The table is damaged.</exception>
    public void Read(List<CounterReading> readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        readings.Clear();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _reader.Read(readings);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            if (_part is null) _memory.Dispose();
            else _part.ForEach(_writer!.Remove);
        }
    }

    private TableWriter Writer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _writer ?? throw new InvalidOperationException("this counter table was opened for reading only");
        }
    }

    private static CounterTable OpenForReading(SafeFileHandle handle, string where)
    {
        if (RandomAccess.GetLength(handle) < TableHeader.Bytes) throw NotATable(handle, where, "it is too short");
        var memory = TableMemory.Open(handle);
        ref var header = ref Unsafe.AsRef<TableHeader>(memory.Base);
        ulong magic = Volatile.Read(ref header.Magic);
        uint version = header.Version, blocks = header.Blocks;
        string? fault = magic != TableHeader.ExpectedMagic ? "it does not begin as one"
            : version != TableHeader.ExpectedVersion ? $"it has version {version}, expected {TableHeader.ExpectedVersion}"
            : blocks is 0 or > TableLayout.MaximumBlocks ? $"it claims {blocks} blocks"
            : new TableLayout((int)blocks).TotalBytes > memory.Bytes ? "it was cut short"
            : null;
        if (fault is null) return new CounterTable(memory, new TableLayout((int)blocks), writable: false);
        memory.Dispose();
        throw NotATable(handle, where, fault);
    }

    private static InvalidDataException NotATable(SafeFileHandle handle, string where, string fault)
    {
        handle.Dispose();
        return new InvalidDataException($"{where} is no counter table: {fault}");
    }
}
