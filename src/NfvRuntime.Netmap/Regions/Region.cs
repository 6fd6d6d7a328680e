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
    private RegionFile? _file;
    private readonly byte* _bufferBase;
    private readonly uint _bufferCount;
    private readonly uint _bufferSize;

    private Region(RegionMapping mapping, RegionFile? file, RegionLayout layout, ushort memId, bool isCreator)
    {
        _mapping = mapping;
        _file = file;
        Base = mapping.Base + (file is null ? 0 : RegionFile.PoolsOffset);
        _bufferBase = Base + layout.BufferPoolOffset;
        _bufferCount = layout.BufferCount;
        _bufferSize = layout.BufferSize;
        Layout = layout;
        MemId = memId;
        IsCreator = isCreator;
        Generation = Interlocked.Increment(ref _generations);
        _buffers = new IndexPool(layout.BufferCount, ReservedBuffers);
        _rings = new IndexPool(layout.RingCount);
        _ifs = new IndexPool(layout.IfCount);
        _csb = new bool[file?.CsbEntries ?? 0];
    }

    /// <summary>First byte of the pools.</summary>
    public byte* Base { get; }

    /// <summary>Bytes of the pools.</summary>
    public long Size => Layout.TotalSize;

    /// <summary>Ports that state the same number share the region.</summary>
    public ushort MemId { get; }

    /// <summary>Where things lie.</summary>
    public RegionLayout Layout { get; }

    /// <summary>The descriptor another process attaches by; null for anonymous memory.</summary>
    public SafeFileHandle? Handle => _mapping.Handle;

    /// <summary>Whether this process created the region, and so allocates in it.</summary>
    public bool IsCreator { get; }

    /// <summary>The generation that the region's file states to all processes; 0 for anonymous memory. An attached region keeps the one
    /// it was attached with.</summary>
    public uint SharedGeneration => _file?.Generation ?? 0;

    /// <summary>Whether the creator has not laid the region out anew since this process attached. A look at shared memory.</summary>
    public bool IsCurrent => _file is null || Volatile.Read(ref Header->Generation) == _file.Generation;

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
    /// <param name="isWindow">Whether the file is to be the window of a PCI device: it gets a power of two of bytes then, of which those behind the
    /// region are never used.</param>
    /// <exception cref="RegionException">The memory cannot be had; the message says why and what to do.</exception>
    public static Region Create(RegionLayout layout, RegionBacking backing, ushort memId = 1, string? path = null, bool isWindow = false)
    {
        ArgumentOutOfRangeException.ThrowIfZero(memId);
        if (backing == RegionBacking.NamedFile != path is not null)
        {
            throw new ArgumentException("a path goes with a named file, and only with it", nameof(path));
        }

        if (backing == RegionBacking.Anonymous)
        {
            return new Region(RegionMapping.Create(layout.TotalSize, backing, null, layout.TotalSize), null, layout, memId, isCreator: true);
        }

        var file = new RegionFile(layout, memId, Generation: 1, IsSealed: backing == RegionBacking.SealedMemory);
        RegionMapping mapping = RegionMapping.Create(file.Bytes, backing, path, isWindow ? file.WindowBytes : file.Bytes);
        var region = new Region(mapping, file, layout, memId, isCreator: true);
        region.WriteHeader();
        return region;
    }

    /// <summary>Bytes that a region takes: of its file, with header and CSB arrays, or of anonymous memory.</summary>
    public static long SizeOf(RegionLayout layout, RegionBacking backing) => backing == RegionBacking.Anonymous
        ? layout.TotalSize : new RegionFile(layout, 1, Generation: 1, IsSealed: false).Bytes;

    /// <summary>Maps a region that another process created, after having judged its header and its size.</summary>
    /// <param name="fd">The creator's <see cref="Handle"/>, inherited or received. The region owns it from here on, also if this fails.</param>
    /// <exception cref="RegionException">It is no region, one of another version, cut, not sealed although it says so, or cannot be mapped.</exception>
    public static Region Attach(SafeFileHandle fd) =>
        Existing(RegionMapping.Attach(fd, "the region's descriptor", out RegionFile file), file, isCreator: false);

    /// <summary>Maps a region that lies in a named file.</summary>
    /// <exception cref="RegionException">There is no such file, or as for a descriptor.</exception>
    public static Region Attach(string path) => Existing(RegionMapping.Attach(path, out RegionFile file), file, isCreator: false);

    /// <summary>Maps a region that lies in a device's memory, as a virtual machine sees one of its host. Its header is judged as a file's; whether the
    /// host can cut the memory off is the host's affair.</summary>
    /// <param name="device">What maps the memory. The region owns it from here on, also if this fails.</param>
    /// <param name="offset">Where in it the memory begins.</param>
    /// <param name="bytes">Size of the device's memory; the region may be smaller.</param>
    /// <exception cref="RegionException">It is no region, one of another version or larger than the memory, or cannot be mapped.</exception>
    public static Region AttachWindow(SafeFileHandle device, long offset, long bytes) =>
        Existing(RegionMapping.AttachWindow(device, offset, bytes, out RegionFile file), file, isCreator: false);

    /// <summary>For a host that comes back: takes over the named region that an earlier process created, with all that is in it.</summary>
    /// <remarks>Everything counts as allocated, since those who still use it are not known yet; <see cref="Retain"/> says what they use. The name
    /// goes with this region.</remarks>
    /// <exception cref="RegionException">The creator still runs, or as for <see cref="Attach(string)"/>.</exception>
    public static Region TakeOver(string path) => Existing(RegionMapping.TakeOver(path, out RegionFile file), file, isCreator: true);

    /// <summary>As <see cref="TakeOver(string)"/>, for a nameless region whose descriptor a survivor kept.</summary>
    /// <param name="fd">The descriptor. The region owns it from here on, also if this fails.</param>
    /// <exception cref="RegionException">As for <see cref="Attach(SafeFileHandle)"/>.</exception>
    public static Region TakeOver(SafeFileHandle fd) =>
        Existing(RegionMapping.Attach(fd, "the region's descriptor", out RegionFile file), file, isCreator: true);

    /// <summary>Address of a buffer. Unchecked: <paramref name="index"/> must be below <see cref="BufferCount"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* BufferAddress(uint index) => _bufferBase + ((ulong)index * _bufferSize);

    /// <summary>Whether the index names a buffer that a slot may hold: in the region and not reserved.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsUsableBuffer(uint index) => index - ReservedBuffers < _bufferCount - ReservedBuffers;

    /// <summary>Checks that a pointer is the first byte of one of the region's interface objects.</summary>
    /// <exception cref="RegionException">It is not.</exception>
    public void RequireIf(NetmapIf* port) => IfNumber(port);

    /// <summary>Unmaps the region. Every pointer into it is dead from here on. A named file's name goes with its creator.</summary>
    public void Dispose()
    {
        FreeOwnRings();
        _mapping.Dispose();
    }

    private RegionHeader* Header => (RegionHeader*)_mapping.Base;

    private static Region Existing(RegionMapping mapping, RegionFile file, bool isCreator)
    {
        var region = new Region(mapping, file, file.Layout, file.MemId, isCreator);
        region._buffers.TakeAll();
        region._rings.TakeAll();
        region._ifs.TakeAll();
        Array.Fill(region._csb, true);
        return region;
    }

    private void WriteHeader()
    {
        RegionHeader header = _file!.ToHeader();
        *Header = header with { Magic = 0 };
        Volatile.Write(ref Header->Magic, header.Magic);
    }
}
