using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>One direction between two guests: a slot array and a CSB entry in a region that both map. The host sets it up, and arbitrates its
/// resets; packets never pass through it.</summary>
/// <remarks>Passive: whoever supervises the guests polls it, now and then or when <see cref="ArbiterWake"/> is readable. Any thread.</remarks>
public sealed unsafe class BackToBackRing : IDisposable
{
    private readonly BackToBackWords _words;
    private readonly RingView _ring;
    private readonly int _headroom;
    private readonly bool _ownsArbiterWake;
    private readonly Lock _lock = new();
    private uint _epoch;
    private bool _disposed;

    /// <summary>Makes the ring, empty, with a buffer in every slot.</summary>
    /// <param name="region">A region that both guests can map, created by this process.</param>
    /// <param name="name">Name of the pipe, for messages.</param>
    /// <param name="number">Number within its direction.</param>
    /// <param name="slots">Slots, 2 to the most that a ring of the region can have.</param>
    /// <param name="headroom">Data offset of each slot in bytes.</param>
    /// <param name="arbiterWake">Wakes whoever polls several rings; stays the caller's. Null: one of this ring's own.</param>
    /// <exception cref="RegionException">The region is anonymous, or used up.</exception>
    public BackToBackRing(Region region, string name, int number, uint slots, int headroom = Region.DefaultHeadroom, WakeEvent? arbiterWake = null)
    {
        _ownsArbiterWake = arbiterWake is null;
        ArbiterWake = arbiterWake ?? new WakeEvent();
        Name = name;
        Number = number;
        _headroom = headroom;
        CsbEntry = region.AllocateCsb(1);
        try
        {
            _ring = new RingView(region.AllocateRing(slots, (ushort)number, tx: true, withBuffers: true, headroom), region);
        }
        catch
        {
            region.FreeCsb(CsbEntry, 1);
            throw;
        }

        SenderWake = new WakeEvent();
        ReceiverWake = new WakeEvent();
        _words = new BackToBackWords(_ring.Pointer, Atok, Ktoa);
        Seed();
    }

    /// <summary>Takes over a ring that an earlier host made, as it stands; its sides may be using it.</summary>
    internal BackToBackRing(Region region, string name, int number, PtnetRing stated, int headroom, WakeEvent arbiterWake, WakeEvent senderWake,
        WakeEvent receiverWake)
    {
        _ring = new RingView(region.RingAt((long)stated.Offset), region);
        if (_ring.NumSlots != stated.Slots || stated.CsbEntry >= region.CsbEntries)
        {
            throw new PtnetException($"{name}: ring {number} has {_ring.NumSlots} slots and the region {region.CsbEntries} CSB entries; "
                + $"its guest states {stated.Slots} slots and entry {stated.CsbEntry}");
        }

        Name = name;
        Number = number;
        _headroom = headroom;
        CsbEntry = stated.CsbEntry;
        ArbiterWake = arbiterWake;
        SenderWake = senderWake;
        ReceiverWake = receiverWake;
        _words = new BackToBackWords(_ring.Pointer, Atok, Ktoa);
        _epoch = _words.Epoch;
    }

    /// <summary>Name of the pipe.</summary>
    public string Name { get; }

    /// <summary>Number within its direction.</summary>
    public int Number { get; }

    /// <summary>The shared ring.</summary>
    public ref readonly RingView Ring => ref _ring;

    /// <summary>The CSB entry that both sides use.</summary>
    public uint CsbEntry { get; }

    /// <summary>Wakes the sender.</summary>
    public WakeEvent SenderWake { get; }

    /// <summary>Wakes the receiver.</summary>
    public WakeEvent ReceiverWake { get; }

    /// <summary>Readable when a side asks for a reset or has answered.</summary>
    public WakeEvent ArbiterWake { get; }

    /// <summary>Resets done.</summary>
    public uint Resets => _epoch / 2;

    /// <summary>Whether a reset is under way.</summary>
    public bool IsFrozen => (_epoch & 1) != 0;

    /// <summary>While set, a reset stops when both sides are quiet, and does not end: for reconciling the region's buffers.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Whether nobody touches the slots: a reset is under way, and both sides have stopped or are gone.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_lock)
            {
                return IsFrozen && (SenderGone || _words.Answered(sender: true) == _epoch)
                    && (ReceiverGone || _words.Answered(sender: false) == _epoch);
            }
        }
    }

    /// <summary>Slots that were found without a usable buffer.</summary>
    public ulong SlotsRepaired { get; private set; }

    /// <summary>Times somebody else wrote the arbiter's word.</summary>
    public ulong Forgeries { get; private set; }

    /// <summary>The sender is gone: resets do not wait for it. Cleared by <see cref="Resume"/>.</summary>
    public bool SenderGone { get; private set; }

    /// <summary>The receiver is gone: resets do not wait for it. Cleared by <see cref="Resume"/>.</summary>
    public bool ReceiverGone { get; private set; }

    private CsbAtok* Atok => _ring.Region.Atok(CsbEntry);

    private CsbKtoa* Ktoa => _ring.Region.Ktoa(CsbEntry);

    /// <summary>The sending side, for a user in this process.</summary>
    public BackToBackSender CreateSender() =>
        new(_ring, Name, Number, Atok, Ktoa, new BackToBackWakes(SenderWake, ReceiverWake, ArbiterWake));

    /// <summary>The receiving side, for a user in this process.</summary>
    public BackToBackReceiver CreateReceiver() =>
        new(_ring, Name, Number, Atok, Ktoa, new BackToBackWakes(ReceiverWake, SenderWake, ArbiterWake));

    /// <summary>Begins a reset, as after a death. It is done by later polls, when both sides have stopped or are gone.</summary>
    public void BeginReset()
    {
        lock (_lock)
        {
            if (!IsFrozen)
            {
                Say(_epoch + 1);
            }
        }
    }

    /// <summary>A side has died: resets no longer wait for it, and one begins.</summary>
    public void Leave(bool sender)
    {
        Detach(sender);
        BeginReset();
    }

    /// <summary>A side is not there: resets no longer wait for it. What is in the ring stays.</summary>
    public void Detach(bool sender)
    {
        lock (_lock)
        {
            SenderGone |= sender;
            ReceiverGone |= !sender;
        }
    }

    /// <summary>A side is there, for the first time or again.</summary>
    public void Resume(bool sender)
    {
        lock (_lock)
        {
            SenderGone &= !sender;
            ReceiverGone &= sender;
        }
    }

    /// <summary>Looks for requests and answers, and carries a reset on. Never blocks.</summary>
    /// <returns>Whether something changed.</returns>
    public bool Poll()
    {
        lock (_lock)
        {
            return Arbitrate();
        }
    }

    /// <summary>All slots, which are all this ring's.</summary>
    public SlotRun HeldSlots => new(_ring, 0, _ring.NumSlots);

    /// <summary>Calls the visitor with the index of every buffer in the ring's slots, checked or not.</summary>
    public void VisitBuffers(Action<uint> visitor)
    {
        for (uint i = 0; i < _ring.NumSlots; i++)
        {
            visitor(Volatile.Read(ref _ring[i].BufIdx));
        }
    }

    /// <summary>Frees the ring and its buffers. Both sides have gone.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _ring.Region.FreeRing(_ring.Pointer);
        _ring.Region.FreeCsb(CsbEntry, 1);
        SenderWake.Dispose();
        ReceiverWake.Dispose();
        if (_ownsArbiterWake)
        {
            ArbiterWake.Dispose();
        }
    }

    private bool Arbitrate()
    {
        if (_words.Epoch != _epoch)
        {
            Forgeries++;
            Say(_epoch | 1);
            return true;
        }

        if (!IsFrozen)
        {
            if (_words.Requested(sender: true) != _epoch + 1 && _words.Requested(sender: false) != _epoch + 1)
            {
                return false;
            }

            Say(_epoch + 1);
            return true;
        }

        if (IsHeld || !IsQuiet)
        {
            return false;
        }

        SlotsRepaired += SlotRepair.Run(in _ring, new SlotRange(0, _ring.NumSlots), _headroom);
        Seed();
        Say(_epoch + 1);
        return true;
    }

    private void Seed() => new CsbHostSide(Atok, Ktoa).Seed(0, 0, 0, _ring.NumSlots - 1);

    private void Say(uint epoch)
    {
        _epoch = epoch;
        _words.Epoch = epoch;
        SenderWake.Signal();
        ReceiverWake.Signal();
    }
}
