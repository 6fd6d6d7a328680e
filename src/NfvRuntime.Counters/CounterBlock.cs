using System.Runtime.CompilerServices;

namespace NfvRuntime.Counters;

/// <summary>
/// The cells of one writer, on cache lines of their own. The writer is whoever runs the counted thing at the moment; it may change
/// thread when the counted thing does, but never is there more than one at a time.
/// </summary>
public sealed unsafe class CounterBlock
{
    private readonly ulong* _cells;

    internal CounterBlock(int entry, ulong* cells, int count)
    {
        Entry = entry;
        _cells = cells;
        Count = count;
    }

    /// <summary>Number of cells.</summary>
    public int Count { get; }

    internal int Entry { get; }

    /// <summary>A cell by its place in the specification the block was made from.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such cell.</exception>
    public Counter this[int cell]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)cell, (uint)Count, nameof(cell));
            return new Counter(_cells + cell);
        }
    }
}
