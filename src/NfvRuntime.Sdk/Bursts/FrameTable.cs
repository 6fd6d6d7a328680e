using System.Diagnostics;
using System.Runtime.CompilerServices;
using NfvRuntime.Netmap;

namespace NfvRuntime.Sdk;

/// <summary>
/// Where the frames of a burst are, for loops over all of them: the burst's addresses in locals, so that the compiler keeps them in
/// registers although the loop writes to packets. Indices are checked in debug builds only; the loop's bound is <see cref="Count"/>.
/// </summary>
/// <remarks>Valid until the burst is changed or the stage's call returns.</remarks>
public readonly unsafe ref struct FrameTable
{
    private readonly byte* _buffers;
    private readonly SlotDescriptor* _descriptors;
    private readonly ushort* _dataOffsets;
    private readonly ulong _stride;

    internal FrameTable(Burst burst, byte* buffers, uint stride)
    {
        _buffers = buffers;
        _stride = stride;
        _descriptors = burst.Descriptors;
        _dataOffsets = burst.DataOffsets;
        Count = burst.Count;
    }

    /// <summary>Entries in the burst.</summary>
    public int Count { get; }

    /// <summary>Where the bytes of one entry begin.</summary>
    /// <param name="i">0 to <see cref="Count"/> - 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Pointer(int i)
    {
        Debug.Assert((uint)i < (uint)Count, "an entry beyond the burst");
        return _buffers + (_descriptors[i].BufIdx * _stride) + _dataOffsets[i];
    }

    /// <summary>Bytes in one entry.</summary>
    /// <param name="i">0 to <see cref="Count"/> - 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Length(int i)
    {
        Debug.Assert((uint)i < (uint)Count, "an entry beyond the burst");
        return _descriptors[i].Len;
    }
}
