using System.Runtime.InteropServices;
using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>Sends numbered frames to an echo and takes them back; lives through the echo's death.</summary>
internal sealed unsafe class Survivor : IDisposable
{
    private const int Capacity = 64;
    private readonly Region _region;
    private readonly RingDriver _tx;
    private readonly RingDriver _rx;
    private readonly SlotDescriptor* _bursts;
    private readonly SlotLimits _limits;
    private long _next;
    private long _last = -1;

    public Survivor(PtnetGuest guest)
    {
        _region = guest.Region;
        _tx = guest.Port.Open(0);
        _rx = guest.Port.Open(1);
        _limits = SlotLimits.Of(_region, Region.DefaultHeadroom);
        _bursts = (SlotDescriptor*)NativeMemory.AlignedAlloc(2 * Capacity * 8, 64);
        uint[] buffers = new uint[2 * Capacity];
        _region.AllocateBuffers(buffers);
        for (int i = 0; i < buffers.Length; i++)
        {
            _bursts[i] = new SlotDescriptor { BufIdx = buffers[i] };
        }
    }

    public static uint Lent => 2 * Capacity;

    /// <summary>Frames that came back.</summary>
    public long Echoes { get; private set; }

    /// <summary>Faults that its rings reported.</summary>
    public int Faults { get; private set; }

    public IEnumerable<uint> Buffers => Enumerable.Range(0, 2 * Capacity).Select(i => _bursts[i].BufIdx);

    public SurvivorReport Report()
    {
        ulong[] bitmap = new ulong[(_region.BufferCount + 63) / 64];
        foreach (uint index in Buffers)
        {
            bitmap[index / 64] |= 1UL << (int)(index % 64);
        }

        return new SurvivorReport(bitmap, Lent);
    }

    public void Turn()
    {
        Try(Send);
        Try(Receive);
    }

    public void Dispose() => NativeMemory.AlignedFree(_bursts);

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (RingFaultException)
        {
            Faults++;
        }
    }

    private void Send()
    {
        _tx.Sync();
        int count = (int)Math.Min(Math.Min(_tx.Available, Capacity), _tx.NumSlots - _tx.Head);
        for (int i = 0; i < count; i++)
        {
            _bursts[i].Len = 60;
            long* frame = (long*)(_region.BufferAddress(_bursts[i].BufIdx) + Region.DefaultHeadroom);
            frame[0] = _next;
            frame[1] = ~_next++;
        }

        SlotExchange.Transmit(_tx.Ring.Slots + _tx.Head, _bursts, count, _limits, out ExchangeTotals sent);
        Assert.Equal(count, sent.Slots);
        _tx.Head = _tx.Cur = RingIndex.Advance(_tx.Head, (uint)count, _tx.NumSlots);
        _tx.Sync();
    }

    private void Receive()
    {
        _rx.Sync();
        int count = (int)Math.Min(Math.Min(_rx.Available, Capacity), _rx.NumSlots - _rx.Head);
        SlotDescriptor* burst = _bursts + Capacity;
        SlotExchange.Receive(_rx.Ring.Slots + _rx.Head, burst, count, _limits, out ExchangeTotals taken);
        Assert.Equal(count, taken.Slots);
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(60, burst[i].Len);
            long* frame = (long*)(_region.BufferAddress(burst[i].BufIdx) + Region.DefaultHeadroom);
            Assert.Equal(~frame[0], frame[1]);
            Assert.True(frame[0] > _last, $"frame {frame[0]} came after {_last}");
            _last = frame[0];
        }

        Echoes += count;
        _rx.Head = _rx.Cur = RingIndex.Advance(_rx.Head, (uint)count, _rx.NumSlots);
        _rx.Sync();
    }
}
