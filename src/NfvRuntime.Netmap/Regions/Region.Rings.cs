using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap;

public sealed unsafe partial class Region
{
    private const nuint RingAlignment = 128;

    // Rings of an attached process that lie in its own memory; nobody else sees them.
    private readonly HashSet<nint> _ownRings = [];

    /// <summary>Checks that a pointer is the first byte of one of the region's ring objects, or of a ring of this process's own.</summary>
    /// <exception cref="RegionException">It is not.</exception>
    public void RequireRing(NetmapRing* ring)
    {
        if (!IsOwn(ring))
        {
            RingNumber(ring);
        }
    }

    private bool IsOwn(NetmapRing* ring)
    {
        lock (_lock)
        {
            return _ownRings.Contains((nint)ring);
        }
    }

    private NetmapRing* TakeRing()
    {
        RequireObject(_rings, "ring");
        return (NetmapRing*)(Base + Layout.RingPoolOffset + ((long)_rings.Take() * Layout.RingSize));
    }

    private NetmapRing* MakeOwnRing(uint slots)
    {
        nuint bytes = (nuint)(sizeof(NetmapRing) + (slots * sizeof(NetmapSlot)));
        NetmapRing* ring = (NetmapRing*)NativeMemory.AlignedAlloc(bytes, RingAlignment);
        _ownRings.Add((nint)ring);
        return ring;
    }

    private void FreeOwnRings()
    {
        foreach (nint ring in _ownRings)
        {
            NativeMemory.AlignedFree((void*)ring);
        }

        _ownRings.Clear();
    }

    private void RequireTaken(NetmapRing* ring)
    {
        if (!_ownRings.Contains((nint)ring) && RingNumber(ring) is var number && !_rings.IsTaken(number))
        {
            throw new RegionException($"ring object {number} is freed but not allocated");
        }
    }

    private void ReturnRing(NetmapRing* ring)
    {
        if (_ownRings.Remove((nint)ring))
        {
            NativeMemory.AlignedFree(ring);
        }
        else
        {
            _rings.Return(RingNumber(ring));
        }
    }
}
