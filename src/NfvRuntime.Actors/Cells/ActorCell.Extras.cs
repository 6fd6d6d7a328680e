namespace NfvRuntime.Actors;

/// <content>What an instance asked for by its interfaces: timers and a stash. Both go with it.</content>
internal sealed partial class ActorCell
{
    private TimerScheduler? _timers;
    private MessageStash? _stash;

    /// <summary>Fills in the timers of an instance whose constructor is about to run.</summary>
    public void Equip(IWithTimers actor)
    {
        Observe();
        actor.Timers = _timers = new TimerScheduler(this);
    }

    /// <summary>Puts stashed messages in front of the mailbox, the first of them first.</summary>
    public void Prepend(List<Envelope> messages)
    {
        for (int i = messages.Count - 1; i >= 0; i--)
        {
            ReannounceDeath(messages[i].Message);
            _mailbox.Prepend(messages[i]);
        }

        if (messages.Count > 0 && (_state & CellState.Running) == 0)
        {
            Schedule(_island);
        }
    }

    private void EquipStash(ActorBase actor)
    {
        if (actor is IActorStash stashing)
        {
            Observe();
            stashing.Stash = _stash = new MessageStash(this, actor is IWithUnboundedStash ? Mailboxes.NoLimit : Props.StashCapacity);
        }
    }

    private void GiveUpExtras()
    {
        _timers?.CancelAll();
        _timers = null;
        _stash?.UnstashAll();
        _stash = null;
        if (ReceiveTimeout is not null)
        {
            SetReceiveTimeout(null);
        }
    }
}
