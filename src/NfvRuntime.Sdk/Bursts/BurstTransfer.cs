using NfvRuntime.Netmap;

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

    /// <summary>True if <paramref name="target"/> has room for so many more entries.</summary>
    internal static bool HasRoom(Burst target, int entries) => target.Count + entries <= target.Capacity;

    /// <summary>True if the target's region has buffers large enough for all entries of a packet.</summary>
    internal static bool Fits(Burst source, int from, int to, Burst target)
    {
        if (ReferenceEquals(source.Region, target.Region))
        {
            return true;
        }

        for (; from < to; from++)
        {
            if (SizeOf(source.Descriptors[from]) > target.Region.BufferSize)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Appends one entry, which must fit, to another burst; the source keeps a spent buffer in its place.</summary>
    internal static void Move(Burst source, int i, Burst target)
    {
        int at = target.Count;
        bool sameRegion = ReferenceEquals(source.Region, target.Region);
        if (!sameRegion)
        {
            CopyBytes(source, i, target, at);
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
    }

    /// <summary>Appends a copy of one entry, which must fit, to another burst; the source keeps the packet.</summary>
    internal static void Copy(Burst source, int i, Burst target)
    {
        int at = target.Count;
        CopyBytes(source, i, target, at);
        Inherit(source, i, target, at);
        target.HasFragments |= target.Descriptors[at].MoreFrag;
        target.Count = at + 1;
    }

    /// <summary>
    /// Stores one entry, which must fit, in a given place of a burst that serves as a store. The source's entry keeps its length and
    /// flags, so that the bounds of its packets stay readable, but owns a spent buffer.
    /// </summary>
    internal static void Store(Burst source, int i, Burst store, int at)
    {
        store.HasFragments |= source.HasFragments;
        if (!ReferenceEquals(source.Region, store.Region))
        {
            CopyBytes(source, i, store, at);
            return;
        }

        uint spent = store.Descriptors[at].BufIdx;
        store.Descriptors[at] = source.Descriptors[i];
        source.Descriptors[i].BufIdx = spent;
        ushort offset = store.DataOffsets[at];
        store.SetDataOffset(at, source.DataOffsets[i]);
        source.SetDataOffset(i, offset);
    }

    /// <summary>Bytes of an entry's data, and of the virtio-net header in front of it.</summary>
    private static int SizeOf(SlotDescriptor entry) => entry.Len + (entry.HasVnetHeader ? SlotFlags.VnetHeaderLength : 0);

    private static void CopyBytes(Burst source, int i, Burst target, int at)
    {
        ushort length = source.Descriptors[i].Len;
        uint size = target.Region.BufferSize;
        int front = SizeOf(source.Descriptors[i]) - length;
        if (target.DataOffsets[at] + length > size)
        {
            target.SetDataOffset(at, (ushort)(size - length)); // a packet that fills its buffer leaves less headroom
        }
        else if (target.DataOffsets[at] < front)
        {
            target.SetDataOffset(at, (ushort)front);
        }

        byte* to = target.Region.BufferAddress(target.Descriptors[at].BufIdx) + target.DataOffsets[at];
        byte* from = source.Region.BufferAddress(source.Descriptors[i].BufIdx) + source.DataOffsets[i];
        Buffer.MemoryCopy(from - front, to - front, size - target.DataOffsets[at] + front, length + front);
        target.Descriptors[at].Len = length;
        target.Descriptors[at].Flags = source.Descriptors[i].Flags;
    }

    private static void Inherit(Burst source, int i, Burst target, int at)
    {
        if (at == 0)
        {
            target.Parsed = source.Parsed;
            target.Hashed = source.Hashed;
            target.Timestamp = source.Timestamp;
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
