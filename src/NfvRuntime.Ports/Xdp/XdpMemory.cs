using NfvRuntime.Netmap;

namespace NfvRuntime.Ports;

/// <summary>
/// A region's buffers as the kernel sees them (UMEM): the region is registered as it stands, so that the kernel's frames are the ring's buffers and
/// go from hand to hand by their index.
/// </summary>
/// <remarks>
/// The kernel leaves 256 bytes free in front of a frame, a region 128. Where chunks may begin anywhere, a buffer's chunk therefore begins 128 bytes in front
/// of it, in the tail of the buffer before, which the chunk's frame never reaches; nothing is written there.
/// </remarks>
internal sealed unsafe class XdpMemory
{
    private readonly Region _region;
    private readonly long _shift;

    /// <param name="region">The region.</param>
    /// <param name="headroom">Bytes in front of the data of a received frame, in its buffer.</param>
    public XdpMemory(Region region, int headroom)
    {
        _region = region;
        IsAligned = (region.BufferSize & (region.BufferSize - 1)) == 0;
        DataOffset = IsAligned ? XdpAbi.Headroom : headroom;
        _shift = DataOffset - XdpAbi.Headroom;
    }

    /// <summary>Whether chunks begin at multiples of their size, as drivers without copies need it.</summary>
    public bool IsAligned { get; }

    /// <summary>Where the data of a received frame begins in its buffer.</summary>
    public int DataOffset { get; }

    /// <summary>The longest frame that is received.</summary>
    public int Longest => (int)_region.BufferSize - XdpAbi.Headroom;

    /// <summary>What the kernel is told about the memory.</summary>
    public Registration Register => new(
        (ulong)_region.BufferBase, (ulong)_region.BufferCount * _region.BufferSize, _region.BufferSize, 0, IsAligned ? 0 : XdpAbi.UnalignedChunks, 0);

    /// <summary>The address by which a buffer goes into the fill ring.</summary>
    public ulong ChunkOf(uint buffer) => (ulong)(((long)buffer * _region.BufferSize) + _shift);

    /// <summary>The address by which data goes into the transmit ring.</summary>
    public ulong AddressOf(byte* data) => (ulong)(data - _region.BufferBase);

    /// <summary>The buffer that an address lies in, and where in it.</summary>
    /// <returns>False if it lies in none that may be used.</returns>
    public bool TryLocate(ulong address, out uint buffer, out uint offset)
    {
        var at = (address & ((1UL << XdpAbi.OffsetShift) - 1)) + (address >> XdpAbi.OffsetShift);
        buffer = (uint)(at / _region.BufferSize);
        offset = (uint)(at % _region.BufferSize);
        return at < (ulong)_region.BufferCount * _region.BufferSize && _region.IsUsableBuffer(buffer);
    }

    /// <summary><c>struct xdp_umem_reg</c>.</summary>
    internal readonly record struct Registration(ulong Address, ulong Bytes, uint ChunkSize, uint Headroom, uint Flags, uint MetadataLength);
}
