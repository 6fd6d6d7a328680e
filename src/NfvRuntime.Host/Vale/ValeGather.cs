using System.Runtime.InteropServices;
using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>Collects whole packets from a tx ring into a private array. After that nothing a hostile writer does to the slots matters.</summary>
internal sealed unsafe class ValeGather : IDisposable
{
    /// <summary>Room for a full batch and a packet that began just before its end.</summary>
    public const int Capacity = HostLimits.ValeBatch + HostLimits.MaxFragments;

    private const uint MinFrame = 14;

    private readonly Kring _kring;
    private readonly ValeDrops _drops;

    public ValeGather(Kring kring, ValeDrops drops)
    {
        _kring = kring;
        _drops = drops;
        Slots = (GatheredSlot*)NativeMemory.AlignedAlloc((nuint)(Capacity * sizeof(GatheredSlot)), 128);
    }

    /// <summary>The batch.</summary>
    public GatheredSlot* Slots { get; }

    /// <summary>Slots in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Takes packets until the batch is full.</summary>
    /// <param name="from">First slot.</param>
    /// <param name="head">End of the slots.</param>
    /// <param name="headerLength">Bytes of virtio-net header in front of each frame.</param>
    /// <returns>The first slot not taken. A packet cut off by <paramref name="head"/> is taken as it is.</returns>
    public uint Fill(uint from, uint head, int headerLength)
    {
        uint least = MinFrame + (uint)headerLength;
        ref readonly RingView ring = ref _kring.Ring;
        uint n = ring.NumSlots;
        int count = 0;
        uint at = from;
        while (at != head && count < HostLimits.ValeBatch)
        {
            GatheredSlot* slot = Slots + count;
            bool more = Read(ring, at, slot, out bool bad);
            at = RingIndex.Next(at, n);
            if (!more && !bad && slot->Length >= least)
            {
                slot->Fragments = 1;
                slot->HeaderLength = (byte)headerLength;
                slot->Destination = ValeLookup.Drop;
                slot->Flags = 1 << SlotFlags.FragmentCountShift;
                count++;
                continue;
            }

            count += Chain(ring, slot, ref at, head, headerLength, more, bad);
        }

        Count = count;
        return at;
    }

    /// <summary>Frees the work area.</summary>
    public void Dispose() => NativeMemory.AlignedFree(Slots);

    // A packet of several slots, or one to be dropped. Returns how many slots it adds to the batch.
    private int Chain(in RingView ring, GatheredSlot* first, ref uint at, uint head, int headerLength, bool more, bool bad)
    {
        int fragments = 1;
        GatheredSlot beyond;
        while (more && at != head)
        {
            GatheredSlot* slot = fragments < HostLimits.MaxFragments ? first + fragments : &beyond;
            more = Read(ring, at, slot, out bool badSlot);
            bad |= badSlot;
            fragments++;
            at = RingIndex.Next(at, ring.NumSlots);
        }

        if (FindFault(first, fragments, headerLength, bad) is { } reason)
        {
            _drops.Count(reason, 1);
            return 0;
        }

        for (int i = 0; i < fragments; i++)
        {
            int flags = fragments << SlotFlags.FragmentCountShift;
            first[i].Flags = (ushort)(i < fragments - 1 ? flags | SlotFlags.MoreFrag : flags);
        }

        first->Fragments = (byte)fragments;
        first->HeaderLength = (byte)headerLength;
        first->Destination = ValeLookup.Drop;
        return fragments;
    }

    // A virtio-net header may have the first slot for itself; the Ethernet header is whole in the slot that it begins in.
    private static ValeDropReason? FindFault(GatheredSlot* first, int fragments, int headerLength, bool bad)
    {
        if (fragments > HostLimits.MaxFragments)
        {
            return ValeDropReason.TooManyFragments;
        }

        if (bad)
        {
            return ValeDropReason.BadSlot;
        }

        if (first->Length < headerLength)
        {
            return ValeDropReason.BadOffload;
        }

        bool isAlone = headerLength > 0 && first->Length == headerLength && fragments > 1;
        int begins = isAlone ? first[1].Length : first->Length - headerLength;
        return begins < MinFrame ? ValeDropReason.TooShort : null;
    }

    // Reads each half of the slot once.
    private static bool Read(in RingView ring, uint at, GatheredSlot* slot, out bool bad)
    {
        Region region = ring.Region;
        NetmapSlot* shared = ring.Slots + at;
        ulong image = Volatile.Read(ref *(ulong*)shared);
        uint index = (uint)image;
        ushort length = (ushort)(image >> 32);
        ushort flags = (ushort)(image >> 48);
        uint offset = (uint)Volatile.Read(ref shared->Ptr) & ring.OffsetMask;
        if ((flags & SlotFlags.BufChanged) != 0)
        {
            shared->Flags = (ushort)(flags & ~SlotFlags.BufChanged);
        }

        uint size = region.BufferSize;
        bad = !region.IsUsableBuffer(index) || offset > size || length > size - offset || (flags & SlotFlags.Indirect) != 0;
        if (!bad)
        {
            slot->Data = region.BufferAddress(index) + offset;
            slot->Readable = size - offset;
            slot->Length = length;
        }

        return (flags & SlotFlags.MoreFrag) != 0;
    }
}
