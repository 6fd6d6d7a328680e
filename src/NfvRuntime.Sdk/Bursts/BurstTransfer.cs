
namespace NfvRuntime.Sdk;

/// <summary>
/// Moves packets between bursts, entry by entry. In one region a move is a swap of buffers; into another it is a copy, after which the
/// source's buffer is spent.
/// </summary>
internal static unsafe class BurstTransfer
{
    /// <summary>Swaps two entries of one burst, with all that belongs to them.</summary>
    internal static void SwapWithin(Burst burst, int a, int b)
    {
        (burst.Descriptors[a], burst.Descriptors[b]) = (burst.Descriptors[b], burst.Descriptors[a]);
        if (burst.OffsetsTouched)
        {
            (burst.DataOffsets[a], burst.DataOffsets[b]) = (burst.DataOffsets[b], burst.DataOffsets[a]);
        }

        if (burst.Parsed)
        {
            (burst.Offsets[a], burst.Offsets[b]) = (burst.Offsets[b], burst.Offsets[a]);
        }

        if (burst.Hashed)
        {
            (burst.Hashes[a], burst.Hashes[b]) = (burst.Hashes[b], burst.Hashes[a]);
        }
    }

    /// <summary>True if <paramref name="target"/> has room for so many entries of a burst like <paramref name="source"/>.</summary>
    internal static bool HasRoom(Burst target, Burst source, int entries) =>
        target.Count + entries <= target.Capacity && (target.Count == 0 || target.VnetHeaderLength == source.VnetHeaderLength);

    /// <summary>Appends one entry to another burst; the source keeps a spent buffer in its place.</summary>
    /// <returns>False if the packet had to be copied and does not fit the other region's buffers.</returns>
    internal static bool TryMove(Burst source, int i, Burst target)
    {
        int at = target.Count;
        bool sameRegion = ReferenceEquals(source.Region, target.Region);
        if (!sameRegion && !TryCopyBytes(source, i, target, at))
        {
            return false;
        }

        Inherit(source, i, target, at);
        if (sameRegion)
        {
            (source.Descriptors[i], target.Descriptors[at]) = (target.Descriptors[at], source.Descriptors[i]);
            if (source.OffsetsTouched || target.OffsetsTouched || source.DefaultDataOffset != target.DefaultDataOffset)
            {
                ushort spent = target.DataOffsets[at];
                target.SetDataOffset(at, source.DataOffsets[i]);
                source.SetDataOffset(i, spent);
            }
        }

        target.HasFragments |= target.Descriptors[at].MoreFrag;
        target.Count = at + 1;
        return true;
    }

    /// <summary>Appends a copy of one entry to another burst; the source keeps the packet.</summary>
    /// <returns>False if it does not fit a buffer of the target.</returns>
    internal static bool TryCopy(Burst source, int i, Burst target)
    {
        int at = target.Count;
        if (!TryCopyBytes(source, i, target, at))
        {
            return false;
        }

        Inherit(source, i, target, at);
        target.HasFragments |= target.Descriptors[at].MoreFrag;
        target.Count = at + 1;
        return true;
    }

    /// <summary>
    /// Stores one entry in a given place of a burst that serves as a store. The source's entry keeps its length and flags, so that the
    /// bounds of its packets stay readable, but owns a spent buffer.
    /// </summary>
    internal static bool TryStore(Burst source, int i, Burst store, int at)
    {
        if (!ReferenceEquals(source.Region, store.Region))
        {
            return TryCopyBytes(source, i, store, at);
        }

        uint spent = store.Descriptors[at].BufIdx;
        store.Descriptors[at] = source.Descriptors[i];
        source.Descriptors[i].BufIdx = spent;
        ushort offset = store.DataOffsets[at];
        store.SetDataOffset(at, source.DataOffsets[i]);
        source.SetDataOffset(i, offset);
        store.HasFragments |= source.HasFragments;
        return true;
    }

    private static bool TryCopyBytes(Burst source, int i, Burst target, int at)
    {
        ushort length = source.Descriptors[i].Len;
        ushort offset = target.DataOffsets[at];
        if (offset + length > target.Region.BufferSize)
        {
            return false;
        }

        byte* to = target.Region.BufferAddress(target.Descriptors[at].BufIdx) + offset;
        byte* from = source.Region.BufferAddress(source.Descriptors[i].BufIdx) + source.DataOffsets[i];
        Buffer.MemoryCopy(from, to, length, length);
        target.Descriptors[at].Len = length;
        target.Descriptors[at].Flags = source.Descriptors[i].Flags;
        return true;
    }

    private static void Inherit(Burst source, int i, Burst target, int at)
    {
        if (at == 0)
        {
            target.Parsed = source.Parsed;
            target.Hashed = source.Hashed;
            target.Timestamp = source.Timestamp;
            target.VnetHeaderLength = source.VnetHeaderLength;
        }
        else
        {
            target.Parsed &= source.Parsed;
            target.Hashed &= source.Hashed;
        }

        if (target.Parsed)
        {
            target.Offsets[at] = source.Offsets[i];
        }

        if (target.Hashed)
        {
            target.Hashes[at] = source.Hashes[i];
        }
    }
}
