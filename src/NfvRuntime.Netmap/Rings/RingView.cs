using System.Runtime.CompilerServices;

namespace NfvRuntime.Netmap;

/// <summary>A ring as its owner or its host works on it: constants checked and copied once, indices read and written in order.</summary>
/// <remarks>Free to copy. Valid until its <see cref="Region"/> is disposed of or the ring is freed.</remarks>
public readonly unsafe struct RingView
{
    private readonly NetmapRing* _ring;
    private readonly NetmapSlot* _slots;
    private readonly uint _numSlots;
    private readonly uint _offsetMask;

    /// <summary>Checks the ring's constants against the region and keeps copies of them.</summary>
    /// <exception cref="RegionException">The pointer is no ring of the region, or the header states an impossible size.</exception>
    public RingView(NetmapRing* ring, Region region)
    {
        Region = region;
        region.RequireRing(ring);
        _ring = ring;
        _slots = (NetmapSlot*)(ring + 1);
        _numSlots = Volatile.Read(ref ring->NumSlots);
        if (_numSlots < 2 || _numSlots > region.Layout.MaxSlots)
        {
            throw new RegionException($"ring header states {_numSlots} slots; a ring of this region holds 2 to {region.Layout.MaxSlots}");
        }

        // A data offset never exceeds a buffer (64 KiB at most), so 32 bits of the mask are all that can matter.
        _offsetMask = (uint)Volatile.Read(ref ring->OffsetMask);
    }

    /// <summary>The shared header.</summary>
    public NetmapRing* Pointer => _ring;

    /// <summary>The first slot.</summary>
    public NetmapSlot* Slots => _slots;

    /// <summary>Number of slots, as it was when this view was made.</summary>
    public uint NumSlots => _numSlots;

    /// <summary>The bits of <see cref="NetmapSlot.Ptr"/> that hold the data offset, as they were when this view was made.</summary>
    public uint OffsetMask => _offsetMask;

    /// <summary>The region the ring lies in.</summary>
    public Region Region { get; }

    /// <summary>The shared head: acquire on read, release on write. Unchecked.</summary>
    public uint Head
    {
        get => Volatile.Read(ref _ring->Head);
        set => Volatile.Write(ref _ring->Head, value);
    }

    /// <summary>The shared cur: acquire on read, release on write. Unchecked.</summary>
    public uint Cur
    {
        get => Volatile.Read(ref _ring->Cur);
        set => Volatile.Write(ref _ring->Cur, value);
    }

    /// <summary>The shared tail: acquire on read, release on write. Unchecked.</summary>
    public uint Tail
    {
        get => Volatile.Read(ref _ring->Tail);
        set => Volatile.Write(ref _ring->Tail, value);
    }

    /// <summary>A slot. Not range-checked: <paramref name="i"/> must be below <see cref="NumSlots"/>.</summary>
    public ref NetmapSlot this[uint i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _slots[i];
    }
}
