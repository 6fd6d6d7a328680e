using System.Runtime.InteropServices;
using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>Sends back what it receives, without copying it, asleep when there is nothing to do. Until it is killed.</summary>
internal sealed unsafe class Echo
{
    private const int Capacity = 64;
    private readonly RingDriver _tx;
    private readonly RingDriver _rx;
    private readonly SlotDescriptor* _burst;
    private readonly SlotLimits _limits;
    private int _held;

    public Echo(RingDriver tx, RingDriver rx)
    {
        _tx = tx;
        _rx = rx;
        _limits = SlotLimits.Of(rx.Region, Region.DefaultHeadroom);
        _burst = (SlotDescriptor*)NativeMemory.AlignedAlloc(Capacity * 8, 64);
        uint[] buffers = new uint[Capacity];
        rx.Region.AllocateBuffers(buffers);
        for (int i = 0; i < Capacity; i++)
        {
            _burst[i] = new SlotDescriptor { BufIdx = buffers[i] };
        }
    }

    public void Run()
    {
        while (true)
        {
            try
            {
                if (!Turn() && !_tx.Arm() && !_rx.Arm())
                {
                    Readable.AnyWithin([_tx.WakeDescriptor, _rx.WakeDescriptor], 100);
                }

                _rx.Disarm();
                _rx.Drain();
                _tx.Disarm();
                _tx.Drain();
            }
            catch (RingFaultException)
            {
                // the ring starts anew
            }
        }
    }

    private bool Turn()
    {
        _rx.Sync();
        _tx.Sync();
        if (_held == 0)
        {
            int count = (int)Math.Min(Math.Min(_rx.Available, Capacity), _rx.NumSlots - _rx.Head);
            SlotExchange.Receive(_rx.Ring.Slots + _rx.Head, _burst, count, _limits, out ExchangeTotals taken);
            _rx.Head = _rx.Cur = RingIndex.Advance(_rx.Head, (uint)taken.Slots, _rx.NumSlots);
            _held = taken.Slots;
        }

        int sent = 0;
        while (sent < _held && _tx.Available > 0)
        {
            int run = (int)Math.Min(Math.Min((uint)(_held - sent), _tx.Available), _tx.NumSlots - _tx.Head);
            SlotExchange.Transmit(_tx.Ring.Slots + _tx.Head, _burst + sent, run, _limits, out ExchangeTotals put);
            _tx.Head = _tx.Cur = RingIndex.Advance(_tx.Head, (uint)put.Slots, _tx.NumSlots);
            sent += put.Slots;
        }

        bool moved = sent > 0;
        if (sent == _held)
        {
            _held = 0;
        }
        else if (sent > 0)
        {
            // What is left goes first the next time; the spent ones of what went are behind it.
            var burst = new Span<SlotDescriptor>(_burst, Capacity);
            Span<SlotDescriptor> spent = stackalloc SlotDescriptor[sent];
            burst[..sent].CopyTo(spent);
            burst[sent..].CopyTo(burst);
            spent.CopyTo(burst[^sent..]);
            _held -= sent;
        }

        _tx.Sync();
        _rx.Sync();
        return moved;
    }
}
