namespace NfvRuntime.Actors;

/// <content>Failures: this cell's own, and its children's.</content>
internal sealed partial class ActorCell
{
    private int _suspensions;

    /// <summary>Who failed and has not been judged yet: this cell, or the child whose failure it escalated.</summary>
    private InternalActorRef? _perpetrator;

    private object? _failedMessage;
    private Exception? _recreateCause;

    private bool IsFailed => _perpetrator is not null;

    /// <summary>The parent failed: no messages until it has been judged.</summary>
    public void FaultSuspend()
    {
        if (IsTerminating)
        {
            return;
        }

        Suspend();
        SuspendChildren(null, null);
    }

    public void FaultResume(Exception? ownFailure)
    {
        if (IsTerminating)
        {
            return;
        }

        if (_actor is null)
        {
            FaultCreate();
            return;
        }

        InternalActorRef? perpetrator = _perpetrator;
        Resume();
        if (ownFailure is not null)
        {
            ClearFailure();
        }

        foreach (ChildStats child in _children.Snapshot())
        {
            child.Child.Signal(new ResumeSignal(ReferenceEquals(child.Child, perpetrator) ? ownFailure : null));
        }
    }

    public void FaultRecreate(Exception cause)
    {
        if (IsTerminating)
        {
            return;
        }

        if (_actor is null)
        {
            FaultCreate();
            return;
        }

        _island.Forget(this);
        _timers?.CancelAll();
        try
        {
            _actor.RunPreRestart(cause, _failedMessage);
        }
        catch (Exception thrown)
        {
            Log(new PreRestartException(Ref, thrown, cause, _failedMessage), $"PreRestart threw: {thrown.Message}");
        }

        GiveUpInstance();
        _recreateCause = cause;
        if (!_children.WaitFor(ChildPhase.Recreating))
        {
            FinishRecreate();
        }
    }

    /// <summary>Judges a child that failed.</summary>
    public void HandleFailed(InternalActorRef child, Exception cause)
    {
        if (IsTerminating || _children.Find(child) is not { } stats)
        {
            return;
        }

        _sender = child;
        bool handled = _actor is not null && _actor.Strategy.HandleFailure(this, stats, cause);
        _sender = null;
        if (!handled)
        {
            Fail(cause, null, child);
        }
    }

    /// <summary>The cell fails: it and its children stand still until the supervisor has judged.</summary>
    /// <param name="cause">The failure.</param>
    /// <param name="message">The message that failed, if it was one.</param>
    /// <param name="child">The child whose failure is escalated, if it is one.</param>
    /// <param name="standing">Children that stand still already.</param>
    private void Fail(Exception cause, object? message, InternalActorRef? child = null, ChildStats[]? standing = null)
    {
        if (IsFailed || IsDead)
        {
            if (!IsTerminating && !IsDead)
            {
                Log(cause, $"failed again before the failure of {_perpetrator} was judged: {cause.Message}");
            }

            return;
        }

        _perpetrator = child ?? Ref;
        _failedMessage = message;
        Suspend();
        SuspendChildren(child, standing);
        _parent.Signal(new FailedSignal(Ref, cause));
    }

    private void FinishRecreate()
    {
        Exception cause = _recreateCause!;
        ChildStats[] survivors = _children.Snapshot();
        Resume();
        ClearFailure();
        try
        {
            _actor = NewActor();
            _actor.RunPostRestart(cause);
        }
        catch (Exception thrown)
        {
            GiveUpInstance();
            Fail(new PostRestartException(Ref, thrown, cause), null, child: null, survivors);
            return;
        }

        // Children that PreRestart did not stop are restarted too, now that their parent is up again.
        foreach (ChildStats survivor in survivors)
        {
            survivor.Child.Signal(new RecreateSignal(cause));
        }
    }

    /// <summary>There is no instance to go on with: make one as at the start.</summary>
    private void FaultCreate()
    {
        StopChildren(_children.Snapshot());
        if (!_children.WaitFor(ChildPhase.Creating))
        {
            FinishCreate();
        }
    }

    private void FinishCreate()
    {
        Resume();
        ClearFailure();
        try
        {
            Create();
        }
        catch (Exception thrown)
        {
            Fail(thrown, null);
        }
    }

    private void ClearFailure()
    {
        _perpetrator = null;
        _failedMessage = null;
        _recreateCause = null;
    }

    private void Suspend()
    {
        _suspensions++;
        _state |= CellState.Suspended;
    }

    private void Resume()
    {
        if (_suspensions > 0 && --_suspensions == 0)
        {
            _state &= ~CellState.Suspended;
            if (_mailbox.Count > 0)
            {
                Schedule(_island);
            }
        }
    }

    private void SuspendChildren(InternalActorRef? except, ChildStats[]? standing)
    {
        foreach (ChildStats child in _children.Snapshot())
        {
            if (!ReferenceEquals(child.Child, except) && (standing is null || Array.IndexOf(standing, child) < 0))
            {
                child.Child.Signal(new SuspendSignal());
            }
        }
    }
}
