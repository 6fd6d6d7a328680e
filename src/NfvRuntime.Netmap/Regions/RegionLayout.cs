namespace NfvRuntime.Netmap;

/// <summary>Where things lie in a region: three pools of equal-sized objects in the order interfaces, rings, buffers.</summary>
/// <remarks>Sizes and counts follow the rounding rules and limits of netmap's own allocator.</remarks>
public sealed record RegionLayout
{
    /// <summary>Byte offset of the first interface object.</summary>
    public const long IfPoolOffset = 0;

    private const uint DefaultIfSize = 1024;
    private const uint PrivateRingSize = 20480;
    private const uint IfHeader = 56;
    private const uint RingHeader = 256;
    private const uint SlotSize = 16;
    private const uint RingAlignment = 128; // NM_CACHE_ALIGN: keeps one ring's slots out of the next header's line pair

    private readonly ObjectPool _ifs;
    private readonly ObjectPool _rings;
    private readonly ObjectPool _buffers;

    private RegionLayout(ObjectPool ifs, ObjectPool rings, ObjectPool buffers)
    {
        _ifs = ifs;
        _rings = rings;
        _buffers = buffers;
    }

    /// <summary>Number of interface objects.</summary>
    public uint IfCount => _ifs.Count;

    /// <summary>Bytes from one interface object to the next.</summary>
    public uint IfSize => _ifs.Size;

    /// <summary>Number of ring objects.</summary>
    public uint RingCount => _rings.Count;

    /// <summary>Bytes from one ring object to the next.</summary>
    public uint RingSize => _rings.Size;

    /// <summary>Number of buffers, the two reserved ones included.</summary>
    public uint BufferCount => _buffers.Count;

    /// <summary>Bytes from one buffer to the next.</summary>
    public uint BufferSize => _buffers.Size;

    /// <summary>Byte offset of the first ring object.</summary>
    public long RingPoolOffset => _ifs.Bytes;

    /// <summary>Byte offset of buffer 0.</summary>
    public long BufferPoolOffset => _ifs.Bytes + _rings.Bytes;

    /// <summary>Bytes of the whole region, a multiple of the page size.</summary>
    public long TotalSize => _ifs.Bytes + _rings.Bytes + _buffers.Bytes;

    /// <summary>The most slots one ring of this region can have.</summary>
    public uint MaxSlots => (RingSize - RingHeader) / SlotSize;

    /// <summary>A layout that holds what a program says it needs.</summary>
    /// <param name="ports">Ports (interface objects), 1 to 10000.</param>
    /// <param name="rings">Rings of both directions over all ports, 1 to 1024.</param>
    /// <param name="slotsPerRing">Slots of the largest ring, 2 to 8176.</param>
    /// <param name="buffers">Buffers to be handed out, for ring slots and for bursts; the two reserved ones are added.</param>
    /// <param name="bufferSize">Bytes from one buffer to the next, 64 to 65536. The default keeps headers out of each other's cache sets.</param>
    /// <exception cref="RegionException">A number is out of range.</exception>
    public static RegionLayout For(int ports, int rings, uint slotsPerRing, uint buffers, uint bufferSize = Region.DefaultStride)
    {
        Require(ports >= 1 && rings >= 1, $"a region for {ports} ports and {rings} rings is empty: ask for at least one of each");
        Require(slotsPerRing is >= 2 and <= 8176, $"{slotsPerRing} slots in a ring: choose 2 to 8176");
        // Every ring may belong to one port, which also lists one host ring of each direction.
        uint ifSize = Math.Clamp(IfHeader + (((uint)rings + 2) * 8), DefaultIfSize, 4096);
        uint ringSize = (RingHeader + (slotsPerRing * SlotSize) + RingAlignment - 1) & ~(RingAlignment - 1);
        return Of((uint)ports, ifSize, (uint)rings, ringSize, Math.Min(buffers, uint.MaxValue - 2) + 2, bufferSize);
    }

    /// <summary>The private region that netmap gives to one ephemeral port and its pipes.</summary>
    /// <param name="txRings">Tx rings of the port, without the host ring.</param>
    /// <param name="rxRings">Rx rings of the port, without the host ring.</param>
    /// <param name="txSlots">Slots of a tx ring.</param>
    /// <param name="rxSlots">Slots of an rx ring.</param>
    /// <param name="pipes">Pipes that the port may become the parent of; netmap plans for two.</param>
    /// <param name="extraBuffers">Buffers beyond those of the rings.</param>
    /// <param name="bufferSize">Bytes from one buffer to the next; netmap's own default is 2048.</param>
    /// <exception cref="RegionException">A number is out of range.</exception>
    public static RegionLayout ForPort(uint txRings, uint rxRings, uint txSlots, uint rxSlots, uint pipes = 2, uint extraBuffers = 0,
        uint bufferSize = Region.DefaultStride)
    {
        uint rings = txRings + 1 + rxRings + 1 + (8 * pipes);
        ulong buffers = (((4UL * pipes) + rxRings + 1) * rxSlots) + (((4UL * pipes) + txRings + 1) * txSlots) + 2 + extraBuffers;
        uint ringSize = Math.Max(PrivateRingSize, RingHeader + (Math.Max(txSlots, rxSlots) * SlotSize));
        return Of(2 + (4 * pipes), DefaultIfSize, rings, ringSize, (uint)Math.Min(buffers, uint.MaxValue), bufferSize);
    }

    /// <summary>A layout from the pools' own parameters, each rounded up as netmap rounds it.</summary>
    /// <exception cref="RegionException">A number is outside netmap's limits, which the message states.</exception>
    public static RegionLayout Of(uint ifCount, uint ifSize, uint ringCount, uint ringSize, uint bufferCount, uint bufferSize)
    {
        Require(ifCount is >= 1 and <= 10000, $"{ifCount} interface objects: choose 1 to 10000");
        Require(ifSize is >= IfHeader and <= 4096, $"interface objects of {ifSize} bytes: choose 56 to 4096");
        Require(ringCount is >= 1 and <= 1024, $"{ringCount} ring objects: choose 1 to 1024");
        Require(ringSize is >= RingHeader + (2 * SlotSize) and <= 32 * 4096, $"ring objects of {ringSize} bytes: choose 288 to 131072");
        Require(bufferCount is >= 3 and <= 1_000_000, $"{bufferCount} buffers: choose 3 to 1000000, the two reserved ones included");
        Require(bufferSize is >= 64 and <= 65536, $"buffers of {bufferSize} bytes: choose 64 to 65536");
        return new RegionLayout(ObjectPool.Round(ifCount, ifSize), ObjectPool.Round(ringCount, ringSize), ObjectPool.Round(bufferCount, bufferSize));
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new RegionException(message);
        }
    }
}
