using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Netmap;

/// <summary>How a region lies in a file that processes share: a header page, the pools, the two CSB arrays.</summary>
/// <param name="Layout">The pools.</param>
/// <param name="MemId">The region's number.</param>
/// <param name="Generation">How often it was laid out.</param>
/// <param name="IsSealed">Whether the file cannot be resized.</param>
internal sealed unsafe record RegionFile(RegionLayout Layout, ushort MemId, uint Generation, bool IsSealed)
{
    public static uint PoolsOffset => RegionHeader.PageSize;

    public uint CsbEntries => Layout.RingCount;

    public long AtokOffset => PoolsOffset + Layout.TotalSize;

    public long KtoaOffset => AtokOffset + CsbBytes;

    public long Bytes => KtoaOffset + CsbBytes;

    /// <summary>As many bytes as the file has where it is to be a PCI device's window: the next power of two.</summary>
    public long WindowBytes => (long)BitOperations.RoundUpToPowerOf2((ulong)Bytes);

    private long CsbBytes => ((CsbEntries * (long)sizeof(CsbAtok)) + RegionHeader.PageSize - 1) / RegionHeader.PageSize * RegionHeader.PageSize;

    /// <summary>Reads the header of an existing file, judges every word of it, and compares it with the size the file really has.</summary>
    /// <exception cref="RegionException">It is no region, one of another version, or its words contradict each other or the file.</exception>
    public static RegionFile Read(SafeFileHandle handle, string what)
    {
        RegionHeader header = default;
        if (RandomAccess.Read(handle, MemoryMarshal.AsBytes(new Span<RegionHeader>(ref header)), 0) < sizeof(RegionHeader))
        {
            throw new RegionException($"{what} is shorter than a region's header: it is no region, or its creator has not finished");
        }

        RegionFile file = Judge(header, what);
        long bytes = RandomAccess.GetLength(handle);
        if (bytes != file.Bytes && bytes != file.WindowBytes)
        {
            throw new RegionException($"{what} has {bytes} bytes, but its header states {file.Bytes}: it was cut or extended; make the region anew");
        }

        return file;
    }

    /// <summary>The header that describes this file.</summary>
    public RegionHeader ToHeader() => new()
    {
        Magic = RegionHeader.ExpectedMagic,
        Version = RegionHeader.CurrentVersion,
        HeaderBytes = PoolsOffset,
        FileBytes = (ulong)Bytes,
        Generation = Generation,
        MemId = MemId,
        RequiredFeatures = IsSealed ? RegionHeader.Sealed : 0,
        IfPoolOffset = PoolsOffset + (ulong)RegionLayout.IfPoolOffset,
        IfCount = Layout.IfCount,
        IfSize = Layout.IfSize,
        RingPoolOffset = PoolsOffset + (ulong)Layout.RingPoolOffset,
        RingCount = Layout.RingCount,
        RingSize = Layout.RingSize,
        BufferPoolOffset = PoolsOffset + (ulong)Layout.BufferPoolOffset,
        BufferCount = Layout.BufferCount,
        BufferSize = Layout.BufferSize,
        AtokOffset = (ulong)AtokOffset,
        KtoaOffset = (ulong)KtoaOffset,
        CsbEntries = CsbEntries,
    };

    /// <summary>Judges a header by itself, without the file.</summary>
    public static RegionFile Judge(in RegionHeader header, string what)
    {
        Require(header.Magic == RegionHeader.ExpectedMagic, what, $"begins with 0x{header.Magic:x16}, not with a region's mark",
            "it is no region, or its creator has not finished");
        Require(header.Version == RegionHeader.CurrentVersion, what, $"has layout version {header.Version}; this program knows {RegionHeader.CurrentVersion}",
            "run the same version on both sides");
        ulong unknown = header.RequiredFeatures & ~RegionHeader.Sealed;
        Require(unknown == 0, what, $"requires the features 0x{unknown:x}, which this program does not know", "run the same version on both sides");
        Require(header.MemId != 0 && header.Generation != 0, what, $"states number {header.MemId} and generation {header.Generation}", "neither may be 0");
        RegionLayout layout;
        try
        {
            // Limits every count and size before anything is computed from them, so that nothing below can overflow.
            layout = RegionLayout.Of(header.IfCount, header.IfSize, header.RingCount, header.RingSize, header.BufferCount, header.BufferSize);
        }
        catch (RegionException e)
        {
            throw new RegionException($"{what} states impossible pools: {e.Message}");
        }

        var file = new RegionFile(layout, header.MemId, header.Generation, (header.RequiredFeatures & RegionHeader.Sealed) != 0);
        RegionHeader expected = file.ToHeader() with { OptionalFeatures = header.OptionalFeatures };
        ReadOnlySpan<ulong> stated = MemoryMarshal.Cast<RegionHeader, ulong>(new ReadOnlySpan<RegionHeader>(in header));
        ReadOnlySpan<ulong> derived = MemoryMarshal.Cast<RegionHeader, ulong>(new ReadOnlySpan<RegionHeader>(in expected));
        int differs = stated.CommonPrefixLength(derived);
        Require(differs == stated.Length, what, $"states 0x{(differs < stated.Length ? stated[differs] : 0):x} at byte {differs * 8} of its header, "
            + $"which its counts and sizes contradict (0x{(differs < stated.Length ? derived[differs] : 0):x})", "it was damaged; make the region anew");
        return file;
    }

    private static void Require(bool holds, string what, string finding, string remedy)
    {
        if (!holds)
        {
            throw new RegionException($"{what} {finding}: {remedy}");
        }
    }
}
