using System.Numerics;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>Counts the buffers of a region, each of which is in one place at most.</summary>
/// <param name="region">The region.</param>
/// <param name="seen">Buffers that were found already, a bit each.</param>
internal sealed class BufferCensus(Region region, ulong[] seen)
{
    private uint _duplicates;
    private uint _impossible;

    /// <summary>What was found.</summary>
    public RegionAuditResult Result => new(
        region.BufferCount - Region.ReservedBuffers,
        (uint)seen.Sum(word => BitOperations.PopCount(word)),
        region.FreeBufferCount,
        _duplicates,
        _impossible);

    /// <summary>A place names a buffer.</summary>
    public void Visit(uint index)
    {
        ulong bit = 1UL << (int)(index % 64);
        if (!region.IsUsableBuffer(index))
        {
            _impossible++;
        }
        else if ((seen[index / 64] & bit) != 0)
        {
            _duplicates++;
        }
        else
        {
            seen[index / 64] |= bit;
        }
    }
}
