using System.Runtime.CompilerServices;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <content>How messages reach the instance.</content>
internal sealed partial class ActorCell
{
    /// <summary>How many messages of one actor are processed before the next actor has its turn.</summary>
    private const int Throughput = 64;

    /// <summary>
    /// Takes a message from an actor of the same island. An idle actor runs it at once, nested in the sender: nobody can tell the
    /// difference, since nothing re-enters and faults end here. Otherwise it waits in the mailbox.
    /// </summary>
    public void TellLocal(Island island, object message, IActorRef? sender)
    {
        if (_state == CellState.Idle && island.MayNest)
        {
            Process(island, message, sender);
        }
        else
        {
            TellWithCare(island, message, sender);
        }
    }

    /// <summary>Puts a message into the mailbox.</summary>
    public void Enqueue(Island island, object message, IActorRef? sender)
    {
        if ((_state & (CellState.Dead | CellState.Bounded)) != 0 && !MayEnqueue(message, sender))
        {
            return;
        }

        _mailbox.Enqueue(new Envelope(message, sender));
        Schedule(island);
    }

    /// <summary>Works through signals and messages, from the run queue.</summary>
    /// <param name="island">The cell's island.</param>
    /// <param name="limit">The count of messages at which the island's budget is used up.</param>
    public void RunScheduled(Island island, long limit)
    {
        if ((_state & CellState.HasSignals) != 0)
        {
            ProcessSignals(island);
        }

        // The cell keeps its mark while it works, so that what is told to it meanwhile queues up behind.
        for (int left = Throughput; left > 0 && _mailbox.Count > 0 && !IsHalted && island.Messages < limit; left--)
        {
            Envelope next = _mailbox.Dequeue();
            Process(island, next.Message, next.Sender);
        }

        _state &= ~CellState.Scheduled;
        if (((_mailbox.Count > 0 && !IsHalted) || (_state & CellState.HasSignals) != 0) && !IsDead)
        {
            Schedule(island);
        }
    }

    /// <summary>Runs a part of the actor that no message asked for: a polled part or a callback of the turn's end.</summary>
    /// <param name="island">The cell's island.</param>
    /// <param name="call">What to run.</param>
    /// <param name="target">On what.</param>
    /// <returns>What the part says; true if it failed.</returns>
    public bool RunPart(Island island, PartCall call, object target)
    {
        _sender = null;
        Exception? failure = null;
        bool result = true;
        ActorCell? outer = Enter(island);
        try
        {
            result = PartCalls.Make(call, target);
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }

        Leave(island, outer);
        if (failure is not null || (_state & CellState.HasSignals) != 0)
        {
            AfterProcessing(island, failure, null);
        }

        return result;
    }

    private void Process(Island island, object message, IActorRef? sender)
    {
        // A reference is compared before it is stored: the garbage collector's write barrier costs more than the comparison.
        if (!ReferenceEquals(_sender, sender))
        {
            _sender = sender;
        }

        Exception? failure = null;
        ActorCell? outer = Enter(island);
        island.Messages++;
        try
        {
            if ((_state & CellState.Manner) != 0)
            {
                ReceiveInManner(message);
            }
            else if (IsForEngine(message))
            {
                ReceiveForEngine(message);
            }
            else
            {
                Deliver(message);
            }
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }

        Leave(island, outer);
        if (failure is not null || (_state & CellState.HasSignals) != 0)
        {
            AfterProcessing(island, failure, message);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ActorCell? Enter(Island island)
    {
        ActorCell? outer = island.Running;
        island.Running = this;
        island.Depth++;
        _state |= CellState.Running;
        return outer;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Leave(Island island, ActorCell? outer)
    {
        _state &= ~CellState.Running;
        island.Depth--;
        island.Running = outer;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Deliver(object message)
    {
        if (_behaviour is null)
        {
            _actor!.Deliver(message);
        }
        else
        {
            _actor!.DeliverBy(_behaviour, message);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsForEngine(object message) =>
        message.GetType() == typeof(Terminated) || message.GetType() == typeof(PoisonPill) || message.GetType() == typeof(Kill)
        || message.GetType() == typeof(Identify);

    private void ReceiveForEngine(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                ReceiveTerminated(terminated);
                break;
            case PoisonPill:
                Stop(Ref);
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, Ref), Ref);
                break;
            default:
                throw new ActorKilledException("Kill");
        }
    }

    private void AfterProcessing(Island island, Exception? failure, object? message)
    {
        if (failure is not null)
        {
            Fail(failure, message);
        }

        if ((_state & (CellState.HasSignals | CellState.Running)) == CellState.HasSignals)
        {
            ProcessSignals(island);
        }
    }

    private void Schedule(Island island)
    {
        if ((_state & CellState.Scheduled) == 0)
        {
            _state |= CellState.Scheduled;
            island.Schedule(this);
        }
    }
}
