namespace NfvRuntime.Actors;

/// <content>Birth and end.</content>
internal sealed partial class ActorCell
{
    public void Create()
    {
        try
        {
            _actor = NewActor();
            _state &= ~CellState.Unborn;
            _actor.RunPreStart();
        }
        catch (Exception thrown)
        {
            GiveUpInstance();
            throw new ActorInitializationException(Ref, "Exception during creation", thrown);
        }

        if (_mailbox.Count > 0)
        {
            Schedule(_island);
        }
    }

    public void Terminate()
    {
        if (_children.Phase is ChildPhase.Terminating or ChildPhase.Terminated)
        {
            return;
        }

        UnwatchAll();
        StopChildren(_children.BeginTermination());
        if (_children.WaitFor(ChildPhase.Terminating))
        {
            // No messages while the children stop, and no failure of this cell concerns its supervisor any more.
            Suspend();
            _perpetrator = Ref;
        }
        else
        {
            FinishTerminate();
        }
    }

    private ActorBase NewActor()
    {
        ForgetBehaviours();
        ActorBase actor = Props.NewActor()
            ?? throw new ActorInitializationException(Ref, "Actor instance passed to ActorOf can't be 'null'");
        if (Props.SupervisorStrategy is { } strategy)
        {
            actor.Strategy = strategy;
        }

        (actor as ReceiveActor)?.Seal();
        EquipStash(actor);
        return actor;
    }

    private void FinishTerminate()
    {
        _island.Forget(this);
        _timers?.CancelAll();
        try
        {
            _actor?.RunPostStop();
        }
        catch (Exception thrown)
        {
            Log(thrown, $"PostStop threw: {thrown.Message}");
        }

        GiveUpExtras();
        _state |= CellState.Dead;
        _children.EndTermination();
        while (_mailbox.Count > 0)
        {
            Envelope left = _mailbox.Dequeue();
            ToDeadLetters(left.Message, left.Sender);
        }

        _mailbox = default;
        _system.EventStream.Unsubscribe(Ref);
        GiveUpInstance();
        _parent.Signal(new DeathNotice(Ref, existenceConfirmed: true));
        TellWatchers();
        UnwatchAll();
        _island.Dismiss();
    }

    private void GiveUpInstance()
    {
        ForgetBehaviours();
        GiveUpExtras();
        AbandonTask();
        _island.Forget(this);
        if (_actor is not { } actor)
        {
            return;
        }

        _actor = null;
        _island.ForgetTurnEnd(actor);
        try
        {
            Props.Release(actor);
        }
        catch (Exception thrown)
        {
            Log(thrown, $"the producer threw while releasing an instance: {thrown.Message}");
        }
    }
}
