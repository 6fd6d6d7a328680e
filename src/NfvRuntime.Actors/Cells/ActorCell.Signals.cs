using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <content>Signals: in order, before any message, never while the actor's code is on the stack.</content>
internal sealed partial class ActorCell
{
    private Signal? _firstSignal;
    private Signal? _lastSignal;
    private List<Signal>? _postponed;

    /// <summary>Takes a signal on the cell's island; it is processed at once where that is possible.</summary>
    public void SignalLocal(Island island, Signal signal)
    {
        if ((_state & CellState.Dead) != 0)
        {
            signal.ApplyToDead(this);
            return;
        }

        Append(signal);
        if ((_state & CellState.Running) != 0)
        {
            return;
        }

        if (island.MayNest)
        {
            ProcessSignals(island);
        }
        else
        {
            Schedule(island);
        }
    }

    private void Append(Signal signal)
    {
        if (_lastSignal is null)
        {
            _firstSignal = signal;
        }
        else
        {
            _lastSignal.Next = signal;
        }

        _lastSignal = signal;
        _state |= CellState.HasSignals;
    }

    private void ProcessSignals(Island island)
    {
        IActorRef? sender = _sender;
        _sender = null;
        ActorCell? outer = Enter(island);
        while (TakeSignal() is { } signal)
        {
            if ((_state & CellState.Dead) != 0)
            {
                signal.ApplyToDead(this);
            }
            else if (MustWait(signal))
            {
                (_postponed ??= []).Add(signal);
            }
            else
            {
                Apply(signal);
                RecallPostponed();
            }
        }

        Leave(island, outer);
        _sender = sender;
    }

    private void Apply(Signal signal)
    {
        try
        {
            signal.Apply(this);
        }
        catch (Exception thrown)
        {
            Fail(thrown, null);
        }
    }

    private Signal? TakeSignal()
    {
        Signal? signal = _firstSignal;
        if (signal is null)
        {
            return null;
        }

        _firstSignal = signal.Next;
        signal.Next = null;
        if (_firstSignal is null)
        {
            _lastSignal = null;
            _state &= ~CellState.HasSignals;
        }

        return signal;
    }

    private bool MustWait(Signal signal) =>
        (IsWaitingForChildren && signal.WaitsForChildren) || (_suspensions > 0 && !IsTerminating && signal.WaitsForResume);

    /// <summary>Puts signals that had to wait back in front, as soon as one of them need not; the others are postponed again, in order.</summary>
    private void RecallPostponed()
    {
        if (_postponed is not { Count: > 0 } || (!IsDead && _postponed.TrueForAll(MustWait)))
        {
            return;
        }

        List<Signal> recalled = _postponed;
        _postponed = null;
        for (int i = recalled.Count - 1; i >= 0; i--)
        {
            recalled[i].Next = _firstSignal;
            _firstSignal = recalled[i];
            _lastSignal ??= recalled[i];
        }

        _state |= CellState.HasSignals;
    }
}
