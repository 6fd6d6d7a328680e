namespace NfvRuntime.Netmap;

/// <summary>Number and size of one pool's objects, rounded as netmap rounds them.</summary>
/// <param name="Count">Number of objects.</param>
/// <param name="Size">Bytes from one object to the next, a multiple of 64.</param>
public readonly record struct ObjectPool(uint Count, uint Size)
{
    private const uint Alignment = 64;
    private const uint PageSize = 4096;
    private const uint MaxClusterSize = 4 << 20;

    /// <summary>Bytes the pool takes; a multiple of the page size.</summary>
    public long Bytes => (long)Count * Size;

    /// <summary>Rounds the size up to 64 bytes, and the count up to whole clusters: the fewest objects that end on a page boundary.</summary>
    /// <exception cref="RegionException">No cluster of up to 4 MiB ends on a page boundary.</exception>
    internal static ObjectPool Round(uint count, uint size)
    {
        uint rounded = (size + Alignment - 1) & ~(Alignment - 1);
        uint cluster = 1;
        while (cluster * rounded % PageSize != 0)
        {
            cluster++;
        }

        // With sizes of whole 64 bytes a cluster has at most 64 objects, so only objects above 64 KiB can exceed the limit.
        if (cluster * rounded > MaxClusterSize)
        {
            throw new RegionException($"{cluster} objects of {rounded} bytes exceed a cluster of {MaxClusterSize} bytes: choose a multiple of 4096");
        }

        return new ObjectPool((count + cluster - 1) / cluster * cluster, rounded);
    }
}
