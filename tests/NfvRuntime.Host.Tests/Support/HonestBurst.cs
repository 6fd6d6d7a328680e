using System.Runtime.InteropServices;
using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>An owner that works as the runtime's do: whole runs of slots, judged as they are exchanged against its own buffers.</summary>
internal sealed unsafe class HonestBurst : IDisposable
{
    private const int Capacity = 64;
    private readonly RingDriver? _tx;
    private readonly RingDriver? _rx;
    private readonly SlotDescriptor* _burst;
    private readonly SlotLimits _limits;
    private readonly Region _region;

    public HonestBurst(Region region, RingDriver? tx, RingDriver? rx)
    {
        _region = region;
        _tx = tx;
        _rx = rx;
        _limits = SlotLimits.Of(region, Region.DefaultHeadroom);
        _burst = (SlotDescriptor*)NativeMemory.AlignedAlloc(2 * Capacity * 8, 64);
        uint[] buffers = new uint[2 * Capacity];
        region.AllocateBuffers(buffers);
        for (int i = 0; i < buffers.Length; i++)
        {
            _burst[i] = new SlotDescriptor { BufIdx = buffers[i], Len = 60 };
        }
    }

    /// <summary>Packets exchanged.</summary>
    public long Packets { get; private set; }

    public IEnumerable<uint> Buffers => Enumerable.Range(0, 2 * Capacity).Select(i => _burst[i].BufIdx);

    /// <summary>What it holds, as a survivor says it. A buffer that it holds twice, because somebody forged a slot, is named once.</summary>
    public SurvivorReport Report()
    {
        ulong[] bitmap = new ulong[(_region.BufferCount + 63) / 64];
        foreach (uint index in Buffers)
        {
            bitmap[index / 64] |= 1UL << (int)(index % 64);
        }

        return new SurvivorReport(bitmap, 2 * Capacity);
    }

    /// <summary>Takes fresh buffers for those that others have too.</summary>
    public void GiveUp(ulong[] revoked)
    {
        var seen = new HashSet<uint>();
        for (int i = 0; i < 2 * Capacity; i++)
        {
            uint index = _burst[i].BufIdx;
            if (!seen.Add(index) || (revoked.Length > 0 && (revoked[index / 64] & (1UL << (int)(index % 64))) != 0))
            {
                _region.AllocateBuffers(new Span<uint>(ref _burst[i].BufIdx));
            }
        }
    }

    /// <summary>Sends and receives what there is, and touches each frame from its first to its last byte.</summary>
    public void Turn(Action<string> onFault)
    {
        if (_tx is not null)
        {
            Try(_tx, _burst + Capacity, onFault);
        }

        if (_rx is not null)
        {
            Try(_rx, _burst, onFault);
        }
    }

    public void Dispose() => NativeMemory.AlignedFree(_burst);

    private void Try(RingDriver ring, SlotDescriptor* burst, Action<string> onFault)
    {
        try
        {
            ring.SyncNow();
            Exchange(ring, burst);
            ring.Sync();
        }
        catch (RingFaultException e)
        {
            onFault(e.What);
        }
    }

    private void Exchange(RingDriver ring, SlotDescriptor* burst)
    {
        uint count = Math.Min(Math.Min(ring.Available, Capacity), ring.NumSlots - ring.Head);
        NetmapSlot* slots = ring.Ring.Slots + ring.Head;
        for (int i = 0; ring.IsTx && i < count; i++)
        {
            burst[i].Len = 60;
            burst[i].Flags = 0;
        }

        ExchangeTotals totals;
        if (ring.IsTx)
        {
            SlotExchange.Transmit(slots, burst, (int)count, _limits, out totals);
        }
        else
        {
            SlotExchange.Receive(slots, burst, (int)count, _limits, out totals);
        }

        Packets += totals.Slots;
        ushort offset = Region.DefaultHeadroom;
        if (totals.Refusal == SlotRefusal.UnusualOffset)
        {
            totals.Refusal = SlotExchange.ReceiveOne(slots + totals.Slots, burst + totals.Slots, _limits, out offset);
            totals.Slots += totals.Refusal == SlotRefusal.None ? 1 : 0;
        }

        for (int i = 0; !ring.IsTx && i < totals.Slots; i++)
        {
            Assert.True(_region.IsUsableBuffer(burst[i].BufIdx));
            ushort start = i == totals.Slots - 1 ? offset : (ushort)Region.DefaultHeadroom;
            Assert.True(start + burst[i].Len <= _region.BufferSize);
            byte* frame = _region.BufferAddress(burst[i].BufIdx) + start;
            frame[0] = frame[Math.Max(0, burst[i].Len - 1)];
        }

        ring.Head = ring.Cur = RingIndex.Advance(ring.Head, (uint)totals.Slots, ring.NumSlots);
        if (totals.Refusal != SlotRefusal.None)
        {
            throw ring.Fail($"{totals.Refusal} at slot {ring.Head}");
        }
    }
}
