using System.Runtime.InteropServices;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Cli.Bench.Reference;

/// <summary>The least that can hold packets between two rings: descriptors and their buffers. For the reference loops only.</summary>
internal sealed unsafe class BareBurst : IDisposable
{
    private readonly Region _region;
    private readonly SlotLimits _limits;

    public BareBurst(Region region, int capacity)
    {
        _region = region;
        _limits = SlotLimits.Of(region, Region.DefaultHeadroom);
        Capacity = capacity;
        Descriptors = (SlotDescriptor*)NativeMemory.AlignedAlloc((nuint)(capacity * 8), 64);
        var indexes = new uint[capacity];
        region.AllocateBuffers(indexes);
        for (int i = 0; i < capacity; i++)
        {
            Descriptors[i] = new SlotDescriptor { BufIdx = indexes[i] };
        }
    }

    public int Capacity { get; }

    public int Count { get; private set; }

    public SlotDescriptor* Descriptors { get; }

    /// <summary>Takes what a receive ring has, as far as the burst holds it.</summary>
    public int Receive(RingDriver ring)
    {
        int count = 0;
        while (count < Capacity && ring.Available > 0)
        {
            int run = (int)Math.Min(Math.Min((uint)(Capacity - count), ring.Available), ring.NumSlots - ring.Head);
            SlotExchange.Receive(ring.Ring.Slots + ring.Head, Descriptors + count, run, _limits, out ExchangeTotals totals);
            ring.Head = ring.Cur = RingIndex.Advance(ring.Head, (uint)totals.Slots, ring.NumSlots);
            count += totals.Slots;
        }

        Count = count;
        return count;
    }

    /// <summary>Puts the packets into a transmit ring.</summary>
    /// <returns>How many are in the ring now.</returns>
    public int Transmit(RingDriver ring, int from)
    {
        while (from < Count && ring.Available > 0)
        {
            int run = (int)Math.Min(Math.Min((uint)(Count - from), ring.Available), ring.NumSlots - ring.Head);
            SlotExchange.Transmit(ring.Ring.Slots + ring.Head, Descriptors + from, run, _limits, out ExchangeTotals totals);
            ring.Head = ring.Cur = RingIndex.Advance(ring.Head, (uint)totals.Slots, ring.NumSlots);
            from += totals.Slots;
        }

        return from;
    }

    public byte* Pointer(int i) => _region.BufferAddress(Descriptors[i].BufIdx) + Region.DefaultHeadroom;

    public void Dispose()
    {
        var indexes = new uint[Capacity];
        for (int i = 0; i < Capacity; i++)
        {
            indexes[i] = Descriptors[i].BufIdx;
        }

        _region.FreeBuffers(indexes);
        NativeMemory.AlignedFree(Descriptors);
    }
}
