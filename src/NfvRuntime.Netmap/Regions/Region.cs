using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Netmap;

/// <summary>Memory in netmap's layout, mapped into this process: interfaces, rings and packet buffers.</summary>
/// <remarks>Addresses are good until <see cref="Dispose"/>, which must come after all bursts are home. Allocation is thread-safe
/// and belongs to the process that created the region; a process that attached only uses what it was given.</remarks>
public sealed unsafe partial class Region : IDisposable
{
    /// <summary>Bytes from one buffer to the next by default. Not a power of two: at 2048 all headers would share a few cache sets.</summary>
    public const uint DefaultStride = 2112;

    /// <summary>Bytes kept free in front of each fresh slot's data, for headers that a stage pushes.</summary>
    public const int DefaultHeadroom = 128;

    /// <summary>Buffers 0 and 1 are never handed out; 0 is the scratch page of slots that hold nothing usable.</summary>
    public const uint ReservedBuffers = 2;

    private static uint _generations;

    private readonly RegionMapping _mapping;
    private readonly byte* _bufferBase;
    private readonly uint _bufferCount;
    private readonly uint _bufferSize;

    private Region(RegionMapping mapping, RegionLayout layout, ushort memId, bool isCreator)
    {
        _mapping = mapping;
        _bufferBase = mapping.Base + layout.BufferPoolOffset;
        _bufferCount = layout.BufferCount;
        _bufferSize = layout.BufferSize;
        Layout = layout;
        MemId = memId;
        IsCreator = isCreator;
        Generation = Interlocked.Increment(ref _generations);
        _buffers = new IndexPool(isCreator ? layout.BufferCount : ReservedBuffers, ReservedBuffers);
        _rings = new IndexPool(isCreator ? layout.RingCount : 0);
        _ifs = new IndexPool(isCreator ? layout.IfCount : 0);
    }

    /// <summary>First byte of the region.</summary>
    public byte* Base => _mapping.Base;

    /// <summary>Bytes of the region.</summary>
    public long Size => Layout.TotalSize;

    /// <summary>Ports that state the same number share the region.</summary>
    public ushort MemId { get; }

    /// <summary>Where things lie.</summary>
    public RegionLayout Layout { get; }

    /// <summary>The descriptor another process attaches by; null for anonymous memory.</summary>
    public SafeFileHandle? Handle => _mapping.Handle;

    /// <summary>Whether this process created the region, and so allocates in it.</summary>
    public bool IsCreator { get; }

    /// <summary>Never 0, unique in this process; changes whenever the region is laid out anew, so that stale bursts are told apart.</summary>
    public uint Generation { get; private set; }

    /// <summary>Address of buffer 0.</summary>
    public byte* BufferBase => _bufferBase;

    /// <summary>Number of buffers, the reserved ones included.</summary>
    public uint BufferCount => _bufferCount;

    /// <summary>Bytes from one buffer to the next.</summary>
    public uint BufferSize => _bufferSize;

    /// <summary>Makes a zeroed region.</summary>
    /// <param name="layout">What it holds.</param>
    /// <param name="backing">What it is made of.</param>
    /// <param name="memId">Its number, at least 1.</param>
    /// <param name="path">The file's name, for <see cref="RegionBacking.NamedFile"/> and only for it; must not exist yet.</param>
    /// <exception cref="RegionException">The memory cannot be had; the message says why and what to do.</exception>
    public static Region Create(RegionLayout layout, RegionBacking backing, ushort memId = 1, string? path = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(memId);
        if (backing == RegionBacking.NamedFile != path is not null)
        {
            throw new ArgumentException("a path goes with a named file, and only with it", nameof(path));
        }

        return new Region(RegionMapping.Create(layout.TotalSize, backing, path), layout, memId, isCreator: true);
    }

    /// <summary>Maps a region that another process created. The region owns the descriptor from then on.</summary>
    /// <param name="fd">The creator's <see cref="Handle"/>, inherited or received.</param>
    /// <param name="layout">The creator's layout.</param>
    /// <param name="memId">The creator's number.</param>
    /// <exception cref="RegionException">The file is smaller than the layout, or cannot be mapped.</exception>
    public static Region Attach(SafeFileHandle fd, RegionLayout layout, ushort memId) =>
        new(RegionMapping.Attach(fd, layout.TotalSize), layout, memId, isCreator: false);

    /// <summary>Maps a region that lies in a named file.</summary>
    /// <exception cref="RegionException">There is no such file, it is smaller than the layout, or it cannot be mapped.</exception>
    public static Region Attach(string path, RegionLayout layout, ushort memId) =>
        new(RegionMapping.Attach(path, layout.TotalSize), layout, memId, isCreator: false);

    /// <summary>Address of a buffer. Unchecked: <paramref name="index"/> must be below <see cref="BufferCount"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* BufferAddress(uint index) => _bufferBase + ((ulong)index * _bufferSize);

    /// <summary>Whether the index names a buffer that a slot may hold: in the region and not reserved.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsUsableBuffer(uint index) => index - ReservedBuffers < _bufferCount - ReservedBuffers;

    /// <summary>Checks that a pointer is the first byte of one of the region's ring objects.</summary>
    /// <exception cref="RegionException">It is not.</exception>
    public void RequireRing(NetmapRing* ring) => RingNumber(ring);

    /// <summary>Checks that a pointer is the first byte of one of the region's interface objects.</summary>
    /// <exception cref="RegionException">It is not.</exception>
    public void RequireIf(NetmapIf* port) => IfNumber(port);

    /// <summary>Unmaps the region. Every pointer into it is dead from here on. A named file's name goes with its creator.</summary>
    public void Dispose() => _mapping.Dispose();
}
