using System.Runtime.CompilerServices;

namespace NfvRuntime.Counters;

/// <summary>
/// One cell. <see cref="Add"/> and <see cref="Set"/> belong to the block's single writer and cost a load and a store; anybody may read
/// <see cref="Value"/>, in this or another process. A cell is void once its block is removed or its table is disposed.
/// </summary>
public readonly unsafe struct Counter
{
    private readonly ulong* _cell;

    internal Counter(ulong* cell) => _cell = cell;

    /// <summary>The present value, in steps of the metric's scale.</summary>
    public ulong Value => Volatile.Read(ref *_cell);

    /// <summary>Adds to the cell; wraps at 2^64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong n) => Volatile.Write(ref *_cell, *_cell + n);

    /// <summary>Overwrites the cell: for gauges, and for counters that are accumulated elsewhere and published once a turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(ulong value) => Volatile.Write(ref *_cell, value);
}
