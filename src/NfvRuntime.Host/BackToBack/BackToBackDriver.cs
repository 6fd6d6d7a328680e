using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>One side of a ring that two guests share with no host in between: what both sides do alike.</summary>
/// <remarks>The slots are used where they are. Whatever the other side writes is read once and judged; a side that finds it impossible asks the
/// arbiter (<see cref="BackToBackRing"/>) for a reset, and has nothing available until it is done.</remarks>
public abstract unsafe class BackToBackDriver : RingDriver
{
    private readonly BackToBackWords _words;
    private readonly Wake _peer;
    private readonly Wake _own;
    private readonly Wake? _arbiter;
    private uint _epoch;
    private uint _lost;
    private bool _asked;
    private bool _frozen;
    private bool _armed;
    private ulong _kicksSent;
    private ulong _kicksSuppressed;
    private ulong _faults;

    private protected BackToBackDriver(RingView ring, bool isTx, string portName, int ringNumber, CsbAtok* atok, CsbKtoa* ktoa,
        in BackToBackWakes wakes)
        : base(ring, isTx, portName, ringNumber)
    {
        _words = new BackToBackWords(ring.Pointer, atok, ktoa);
        _peer = wakes.Peer;
        _own = wakes.Own;
        _arbiter = wakes.Arbiter;
        Generation = 1;
        uint epoch = _words.Epoch;
        _epoch = epoch & ~1u;
        _words.Ask(isTx, 0);
        _words.Reply(isTx, _epoch);
    }

    /// <inheritdoc/>
    public override ulong KicksSent => _kicksSent;

    /// <inheritdoc/>
    public override ulong KicksSuppressed => _kicksSuppressed;

    /// <inheritdoc/>
    public override ulong Faults => _faults;

    /// <inheritdoc/>
    public override int WakeDescriptor => _own.Descriptor;

    /// <summary>The first slot of what this side was given and has not yet handed over.</summary>
    private protected uint ShownHead { get; set; }

    /// <inheritdoc/>
    /// <remarks>The arbiter says something that this side has not answered.</remarks>
    public override bool IsCalled => _words.Epoch != (_frozen ? _epoch + 1 : _epoch);

    /// <inheritdoc/>
    public override void Sync()
    {
        uint epoch = _words.Epoch;
        if ((epoch == _epoch && !_asked) || Meet(epoch))
        {
            Exchange();
        }
    }

    /// <inheritdoc/>
    public override void SyncNow() => Sync();

    /// <inheritdoc/>
    public override bool Arm()
    {
        if (IsCalled)
        {
            return true;
        }

        if (_asked || _frozen)
        {
            return false; // the arbiter kicks whatever the flags say
        }

        if (Head != ShownHead)
        {
            Sync(); // what is still to be handed over could be what the other side waits for
        }

        if (Cur != Tail)
        {
            return !IsTx;
        }

        _armed = true;
        Announce();
        if (!HasWork() && !IsCalled)
        {
            return false;
        }

        Disarm();
        return true;
    }

    /// <inheritdoc/>
    public override void Disarm()
    {
        if (_armed)
        {
            _armed = false;
            Withdraw();
        }
    }

    /// <inheritdoc/>
    public override void Drain() => _own.Drain();

    /// <inheritdoc/>
    public override void Kick()
    {
        if (IsKickWanted())
        {
            _peer.Signal();
            _kicksSent++;
        }
        else
        {
            _kicksSuppressed++;
        }
    }

    /// <summary>Hands over and learns what the other side handed over.</summary>
    private protected abstract void Exchange();

    /// <summary>Sets this side's need-kick, with its full fence.</summary>
    private protected abstract void Announce();

    /// <summary>Clears this side's need-kick.</summary>
    private protected abstract void Withdraw();

    /// <summary>Whether the other side has published since the last sync.</summary>
    private protected abstract bool HasWork();

    /// <summary>The full fence, and the other side's need-kick.</summary>
    private protected abstract bool IsKickWanted();

    /// <summary>Slots with packets that a reset takes from this side.</summary>
    private protected abstract uint Unfinished { get; }

    /// <summary>Forgets what it remembers of the other side; a fresh ring begins.</summary>
    private protected virtual void BeginAnew()
    {
    }

    /// <inheritdoc/>
    protected override RingFaultException ResetRing(string? what)
    {
        if (!_asked)
        {
            _asked = true;
            _lost = Unfinished;
            Hide();
            _words.Ask(IsTx, _epoch + 1);
            _arbiter?.Signal();
        }

        return what is null ? new RingFaultException(PortName, IsTx, RingNumber, "reset by its owner", _lost) : Fault(what, _lost);
    }

    // Called when the arbiter has spoken or was asked to.
    private bool Meet(uint epoch)
    {
        if ((epoch & 1) != 0)
        {
            if (!_frozen)
            {
                _frozen = true;
                _lost = _asked ? _lost : Unfinished;
                Hide();
            }
            else if (_epoch == epoch - 1)
            {
                return false;
            }

            _epoch = epoch - 1;
            _words.Reply(IsTx, epoch); // a release: nothing of this side's comes after it
            _arbiter?.Signal();
            return false;
        }

        if (epoch == _epoch)
        {
            return false;
        }

        bool asked = _asked;
        uint lost = _frozen || _asked ? _lost : Unfinished;
        _asked = false;
        _frozen = false;
        _epoch = epoch;
        Reseed(0, IsTx ? NumSlots - 1 : 0);
        ShownHead = Head;
        BeginAnew();
        _armed = false;
        Withdraw(); // the arbiter seeds with both need-kicks set
        _words.Ask(IsTx, 0);
        _words.Reply(IsTx, epoch);
        return asked ? true : throw Fault("the other side or the host had it reset", lost, isTold: true);
    }

    private void Hide()
    {
        Head = Tail;
        Cur = Tail;
    }

    private RingFaultException Fault(string what, uint lost, bool isTold = false)
    {
        _faults++;
        return new RingFaultException(PortName, IsTx, RingNumber, what, lost) { IsTold = isTold };
    }
}
