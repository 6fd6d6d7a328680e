using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <content>The longer way of messages to actors that stash, have timers, wait for silence, are traced, or have a mailbox with an end.</content>
internal sealed partial class ActorCell
{
    /// <summary>The message that is processed now; kept only for cells that are observed.</summary>
    public object? CurrentMessage { get; private set; }

    /// <summary>Number of that message among those the cell has taken.</summary>
    public long CurrentNumber { get; private set; }

    /// <summary>Whether messages have to wait.</summary>
    private bool IsHalted => (_state & CellState.Halted) != 0;

    /// <summary>From now on each message of this cell goes the longer way.</summary>
    private void Observe() => _state |= CellState.Observed;

    private void TellWithCare(Island island, object message, IActorRef? sender)
    {
        if ((_state & CellState.Traced) != 0)
        {
            message = Tracing.Wrap(message);
        }

        if ((_state & ~CellState.Manner) == CellState.Idle && island.MayNest)
        {
            Process(island, message, sender);
        }
        else
        {
            Enqueue(island, message, sender);
        }
    }

    /// <summary>Whether a message may enter the mailbox of a cell that has stopped or whose mailbox has an end; if not, it has been disposed of.</summary>
    private bool MayEnqueue(object message, IActorRef? sender)
    {
        if (IsDead || _mailbox.Count >= _capacity)
        {
            ToDeadLetters(message, sender);
            return false;
        }

        return true;
    }

    private void ReceiveInManner(object message)
    {
        if (message is TracedMessage traced)
        {
            using (traced.StartActivity(Ref))
            {
                ReceiveObserved(traced.Message);
            }
        }
        else
        {
            ReceiveObserved(message);
        }
    }

    private void ReceiveObserved(object message)
    {
        if (message is TimerMessage timer)
        {
            if (_timers?.Admit(timer) is not { } due)
            {
                return; // Cancelled, replaced, or of an earlier instance.
            }

            message = due;
        }
        else if (message is SilenceCheck check)
        {
            OnSilenceCheck(check);
            return;
        }

        ReceiveNow(message);
    }

    private void ReceiveNow(object message)
    {
        CurrentMessage = message;
        CurrentNumber++;
        try
        {
            if (IsForEngine(message))
            {
                ReceiveForEngine(message);
            }
            else
            {
                Deliver(message);
            }
        }
        finally
        {
            CurrentMessage = null;
            if (message is not INotInfluenceReceiveTimeout)
            {
                BreakSilence();
            }
        }
    }
}
