using NfvRuntime.Host.Native;
using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>One direction of one ring pair of a pipe: tx slot k of one end is rx slot k of the other, and one set of buffers serves both.</summary>
/// <remarks>Slots [released, published) are the receiver's, all others the sender's. Each thread writes its own index and remembers the
/// other's, so that a sync seldom waits for the other CPU's cache.</remarks>
internal sealed class PipeChannel
{
    private readonly Kring _tx;
    private readonly Kring _rx;
    private readonly bool _validate;
    private PaddedUInt32 _published;
    private PaddedUInt32 _released;

    public PipeChannel(Kring tx, Kring rx, bool validate)
    {
        _tx = tx;
        _rx = rx;
        _validate = validate;
    }

    public SlotRange SenderSlots
    {
        get
        {
            SlotRange mine = ReceiverSlots;
            uint n = _tx.NumSlots;
            return new SlotRange(RingIndex.Advance(mine.Start, mine.Count, n), n - mine.Count);
        }
    }

    public SlotRange ReceiverSlots
    {
        get
        {
            uint released = Volatile.Read(ref _released.Value);
            return new SlotRange(released, RingIndex.Space(released, Volatile.Read(ref _published.Value), _tx.NumSlots));
        }
    }

    public bool TxHasWork => RingIndex.Previous(Volatile.Read(ref _released.Value), _tx.NumSlots) != _tx.HwTail;

    public bool RxHasWork => Volatile.Read(ref _published.Value) != _rx.HwTail;

    public bool TxPending => Volatile.Read(ref _released.Value) != _tx.RHead;

    public void TxSync(Kring tx, SyncFlags flags)
    {
        uint n = tx.NumSlots;
        uint from = tx.HwCur;
        uint end = CompleteEnd(tx, from, tx.RHead);
        if (end != from)
        {
            if (!_validate)
            {
                PipeSlots.Copy(in tx.Ring, in _rx.Ring, from, end);
            }
            else if (PipeSlots.CopyChecked(in tx.Ring, in _rx.Ring, from, ref end) is { } fault)
            {
                tx.ReportFault(fault);
            }

            tx.HwCur = end;
            Volatile.Write(ref _published.Value, end);
            _rx.Notify(tx);
        }

        // A look at the receiver's index costs a cache miss: worth it when room gets short.
        if (end == from || flags != SyncFlags.None || RingIndex.Space(tx.RHead, tx.HwTail, n) <= n / 2)
        {
            tx.HwTail = RingIndex.Previous(Volatile.Read(ref _released.Value), n);
        }
    }

    public void RxSync(Kring rx, SyncFlags flags)
    {
        uint from = rx.HwCur;
        uint end = rx.RHead;
        if (end != from)
        {
            // Buffers that the receiver swapped in travel back to the sender.
            if (!_validate)
            {
                PipeSlots.Copy(in rx.Ring, in _tx.Ring, from, end);
            }
            else
            {
                PipeSlots.CopyBackChecked(in rx.Ring, in _tx.Ring, from, end);
            }

            rx.HwCur = end;
            Volatile.Write(ref _released.Value, end);
            _tx.Notify(rx);
        }

        if (rx.RCur == rx.HwTail || flags != SyncFlags.None)
        {
            rx.HwTail = Volatile.Read(ref _published.Value);
        }
    }

    private static uint CompleteEnd(Kring tx, uint from, uint head)
    {
        if (!WholePackets.TryFindEnd(in tx.Ring, from, head, out uint end))
        {
            tx.ReportFault($"a packet of more than {HostLimits.MaxFragments} slots before slot {head}");
        }

        return end;
    }
}
