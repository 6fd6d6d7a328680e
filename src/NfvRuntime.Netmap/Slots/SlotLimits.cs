namespace NfvRuntime.Netmap;

/// <summary>
/// What a slot must satisfy before its contents are used: trusted copies of the region's and the ring's constants.
/// </summary>
/// <param name="BufferCount">Buffers in the region; a usable index is at least 2 and below this.</param>
/// <param name="BufferSize">Bytes from one buffer to the next.</param>
/// <param name="OffsetMask">The bits of a slot's ptr that are a data offset; 0 where the ring has no offsets.</param>
/// <param name="DataOffset">The data offset that a fresh slot of the ring carries.</param>
public readonly record struct SlotLimits(uint BufferCount, uint BufferSize, ulong OffsetMask, ushort DataOffset)
{
    /// <summary>The limits of one ring, read once from trusted values.</summary>
    /// <param name="region">The region of the ring.</param>
    /// <param name="dataOffset">The ring's usual data offset; 0 for a ring without offsets.</param>
    public static SlotLimits Of(Region region, ushort dataOffset) =>
        new(region.BufferCount, region.BufferSize, dataOffset == 0 ? 0UL : 0xFFFF, dataOffset);

    /// <summary>True if a buffer of this index may hold a packet.</summary>
    public bool IsUsable(uint index) => index - 2 < BufferCount - 2;
}
