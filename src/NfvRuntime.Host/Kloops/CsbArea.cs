using System.Runtime.InteropServices;
using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>The two CSB arrays of a port: one 64-byte line per ring and direction of speech, tx rings first.</summary>
public sealed unsafe class CsbArea : IDisposable
{
    private const int PageSize = 4096;

    private readonly CsbAtok* _atok;
    private readonly CsbKtoa* _ktoa;
    private readonly Region? _region;
    private readonly uint _entry;
    private void* _memory;
    private bool _disposed;

    /// <summary>Makes the arrays in memory of this process.</summary>
    /// <param name="rings">Rings of both directions, at least 1.</param>
    public CsbArea(int rings)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rings);
        nuint bytes = (nuint)((rings * sizeof(CsbAtok)) + PageSize - 1) / PageSize * PageSize;
        _memory = NativeMemory.AlignedAlloc(2 * bytes, PageSize);
        NativeMemory.Clear(_memory, 2 * bytes);
        _atok = (CsbAtok*)_memory;
        _ktoa = (CsbKtoa*)((byte*)_memory + bytes);
        Rings = rings;
    }

    /// <summary>Uses arrays that lie in somebody else's memory, which must stay mapped.</summary>
    /// <param name="atok">Aligned to 64 bytes.</param>
    /// <param name="ktoa">Aligned to 64 bytes.</param>
    /// <param name="rings">Entries of each.</param>
    /// <exception cref="NetmapException">EINVAL: not aligned.</exception>
    public CsbArea(CsbAtok* atok, CsbKtoa* ktoa, int rings)
    {
        if (((nuint)atok | (nuint)ktoa) % (nuint)sizeof(CsbAtok) != 0)
        {
            throw new NetmapException(NetmapError.Invalid, "the CSB arrays are not aligned to 64 bytes: place them at the start of a page");
        }

        _atok = atok;
        _ktoa = ktoa;
        Rings = rings;
    }

    /// <summary>Takes neighbouring entries of a shared region's arrays, where another process finds them by number.</summary>
    /// <param name="region">A region that this process created.</param>
    /// <param name="rings">Rings of both directions, at least 1.</param>
    /// <exception cref="RegionException">The region is anonymous, or has no such run left.</exception>
    public CsbArea(Region region, int rings)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rings);
        _entry = region.AllocateCsb((uint)rings);
        _region = region;
        _atok = region.Atok(_entry);
        _ktoa = region.Ktoa(_entry);
        Rings = rings;
    }

    /// <summary>Number of a ring's entry in the region's arrays.</summary>
    public uint Entry(int ring) => _entry + (uint)ring;

    /// <summary>Entries of each array.</summary>
    public int Rings { get; }

    /// <summary>What the application tells the host about a ring.</summary>
    public CsbAtok* Atok(int ring) => _atok + ring;

    /// <summary>What the host tells the application about a ring.</summary>
    public CsbKtoa* Ktoa(int ring) => _ktoa + ring;

    /// <summary>Frees memory that the area made itself, or gives its entries back. Neither side may use it any more.</summary>
    public void Dispose()
    {
        if (_region is not null && !_disposed)
        {
            _region.FreeCsb(_entry, (uint)Rings);
        }

        _disposed = true;
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
