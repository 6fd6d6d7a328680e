using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>The host is in this process and does its work in the caller, as netmap's system calls do.</summary>
public sealed class CallRingDriver : RingDriver
{
    private readonly Kring _kring;
    private uint _shownHead;
    private uint _shownCur;

    internal CallRingDriver(Kring kring)
        : base(kring.Ring, kring.IsTx, kring.Port.Name, kring.Number)
    {
        _kring = kring;
        Head = kring.RHead;
        Cur = kring.RCur;
        Tail = kring.RTail;
        Generation = kring.Generation;
        Show();
    }

    /// <summary>The host's side of the ring.</summary>
    public Kring Kring => _kring;

    /// <inheritdoc/>
    public override RingCounters Counters => _kring.Counters;

    /// <inheritdoc/>
    public override bool InputEnded => Head == Tail && _kring.Port.InputEnded(_kring);

    /// <inheritdoc/>
    public override long NextDue => _kring.Port.NextDue(_kring);

    /// <inheritdoc/>
    public override bool TxPending => IsTx && (Head != _kring.RHead || _kring.Port.TxPending(_kring));

    /// <inheritdoc/>
    public override bool BringsVnetHeaders => _kring.Port.BringsVnetHeaders;

    /// <inheritdoc/>
    public override int WakeDescriptor => _kring.Port.WakeDescriptor(_kring);

    /// <inheritdoc/>
    public override void Sync() => Sync(SyncFlags.None);

    /// <inheritdoc/>
    public override void SyncNow() => Sync(IsTx ? SyncFlags.ForceReclaim : SyncFlags.ForceRead);

    /// <inheritdoc/>
    public override bool Arm()
    {
        if (Head != _kring.RHead)
        {
            Sync(); // what is still to be handed over could be what the other side waits for
        }

        if (Cur != Tail)
        {
            return !IsTx;
        }

        _kring.Wake.Announce();
        if (!_kring.Port.HasWork(_kring))
        {
            return false;
        }

        _kring.Wake.Withdraw();
        return true;
    }

    /// <inheritdoc/>
    public override void Disarm() => _kring.Wake.Withdraw();

    /// <summary>Nothing is left to do: the sync that published has notified.</summary>
    public override void Kick()
    {
    }

    /// <inheritdoc/>
    public override void Drain() => _kring.Port.DrainWake(_kring);

    /// <inheritdoc/>
    protected override RingFaultException ResetRing(string? what)
    {
        if (what is not null)
        {
            _kring.ReportFault(what);
        }

        (string first, uint lost) = _kring.Reset();
        Reseed(_kring.HwCur, _kring.HwTail);
        _shownHead = _kring.HwCur;
        _shownCur = _kring.HwCur;
        return new RingFaultException(PortName, IsTx, RingNumber, first, lost);
    }

    private void Sync(SyncFlags flags)
    {
        ref readonly RingView ring = ref Ring;
        uint seenHead = ring.Head;
        uint seenCur = ring.Cur;
        if (seenHead != _shownHead || seenCur != _shownCur)
        {
            throw ResetRing($"the shared header says head {seenHead}, cur {seenCur}; its owner wrote {_shownHead}, {_shownCur}");
        }

        if (!_kring.TryAccept(Head, Cur))
        {
            throw ResetRing(null);
        }

        Show();
        if (_kring.Sync(flags) is not null)
        {
            throw ResetRing(null);
        }

        Tail = _kring.HwTail;
    }

    // Others see in the shared header what they would see had the owner used netmap's system calls.
    private void Show()
    {
        ref readonly RingView ring = ref Ring;
        ring.Cur = _shownCur = Cur;
        ring.Head = _shownHead = Head;
    }
}
