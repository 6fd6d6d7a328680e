namespace NfvRuntime.Actors.Islands;

/// <content>Polled parts of actors, and callbacks at the end of a turn.</content>
public sealed partial class Island
{
    /// <summary>How often callbacks may ask for further callbacks within one turn.</summary>
    private const int RoundsPerTurn = 8;

    private PolledEntry[] _polled = new PolledEntry[4];
    private int _polledCount;
    private List<TurnEndEntry> _turnEnds = [];
    private List<TurnEndEntry> _turnEndsNow = [];

    /// <summary>Begins to call a part of the running actor every turn.</summary>
    /// <param name="part">The part; as a rule, the actor itself.</param>
    /// <exception cref="InvalidOperationException">No actor of this island runs, or the descriptor cannot be watched.</exception>
    public void Poll(IPolled part)
    {
        ArgumentNullException.ThrowIfNull(part);
        ActorCell owner = RunningHere(nameof(Poll));
        if (IsPooled)
        {
            throw new InvalidOperationException($"{owner.Self} runs on the thread pool and cannot be polled: give it an island of its own.");
        }

        if (Find(part) is not null)
        {
            return;
        }

        var entry = new PolledEntry(part, owner);
        if (part.WakeDescriptor >= 0)
        {
            Watch(entry, part.WakeDescriptor);
        }

        if (_polledCount == _polled.Length)
        {
            Array.Resize(ref _polled, _polledCount * 2);
        }

        _polled[_polledCount++] = entry;
    }

    /// <summary>Ends what <see cref="Poll"/> began. Its descriptors are forgotten, and may be closed after this.</summary>
    /// <param name="part">The part; nothing happens if it is not polled.</param>
    public void Unpoll(IPolled part)
    {
        RunningHere(nameof(Unpoll));
        if (Find(part) is { } entry)
        {
            Remove(entry);
        }
    }

    /// <summary>Watches one more descriptor for a polled part: when it is readable after a sleep, <see cref="IPolled.OnWake"/> is called.</summary>
    /// <param name="part">A part that is polled.</param>
    /// <param name="descriptor">The descriptor; open until the part is no longer polled.</param>
    /// <exception cref="InvalidOperationException">The part is not polled, or the descriptor cannot be watched.</exception>
    public void Watch(IPolled part, int descriptor)
    {
        RunningHere(nameof(Watch));
        PolledEntry entry = Find(part) ?? throw new InvalidOperationException($"{part} is not polled by {this}: call Poll before Watch.");
        Watch(entry, descriptor);
    }

    /// <summary>Asks for a call at the end of this turn, after the polled actors. Within a turn's end, it comes in the same turn where possible.</summary>
    /// <param name="target">What is called. Asking twice before the call means two calls: a target that may ask often keeps a flag.</param>
    /// <param name="owner">
    /// Whose work it is, an actor of this island; null for the running one. If it is suspended, the call waits; if it stops, there is none.
    /// </param>
    /// <exception cref="ArgumentException">The owner lives elsewhere.</exception>
    public void AtTurnEnd(ITurnEnd target, IActorRef? owner = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ActorCell cell = owner switch
        {
            null => RunningHere(nameof(AtTurnEnd)),
            LocalActorRef local when ReferenceEquals(local.Island, this) => local.Cell,
            _ => throw new ArgumentException($"{owner} does not live on {this}.", nameof(owner)),
        };
        _turnEnds.Add(new TurnEndEntry(target, cell));
    }

    /// <summary>An instance goes: its parts are no longer polled.</summary>
    internal void Forget(ActorCell owner)
    {
        for (int i = _polledCount - 1; i >= 0; i--)
        {
            if (ReferenceEquals(_polled[i].Owner, owner))
            {
                Remove(_polled[i]);
            }
        }
    }

    /// <summary>An instance goes that may itself have asked for a call.</summary>
    internal void ForgetTurnEnd(ActorBase instance)
    {
        if (instance is ITurnEnd)
        {
            _turnEnds.RemoveAll(entry => ReferenceEquals(entry.Target, instance));
            for (int i = 0; i < _turnEndsNow.Count; i++)
            {
                if (ReferenceEquals(_turnEndsNow[i].Target, instance))
                {
                    _turnEndsNow[i] = default;
                }
            }
        }
    }

    private bool PollAll()
    {
        bool moved = false;
        for (int i = 0; i < _polledCount; i++)
        {
            PolledEntry entry = _polled[i];
            if (!entry.Owner.IsBlocked)
            {
                moved |= entry.Owner.RunPart(this, PartCall.Poll, entry.Part);
            }
        }

        return moved;
    }

    private bool EndTurn()
    {
        bool moved = false;
        int waiting = 0;
        for (int round = 0; round < RoundsPerTurn && _turnEnds.Count > waiting; round++)
        {
            (_turnEndsNow, _turnEnds) = (_turnEnds, _turnEndsNow);
            waiting = 0;
            for (int i = 0; i < _turnEndsNow.Count; i++)
            {
                TurnEndEntry entry = _turnEndsNow[i];
                if (entry.Target is null || entry.Owner.IsDead)
                {
                    continue;
                }

                if (entry.Owner.IsBlocked)
                {
                    _turnEnds.Add(entry);
                    waiting++;
                }
                else
                {
                    entry.Owner.RunPart(this, PartCall.TurnEnd, entry.Target);
                    moved = true;
                }
            }

            _turnEndsNow.Clear();
        }

        return moved;
    }

    private PolledEntry? Find(IPolled part) => Array.Find(_polled, entry => ReferenceEquals(entry?.Part, part));

    /// <summary>Takes an entry out. An island that is just calling them may miss one of the others this turn, and calls it in the next.</summary>
    private void Remove(PolledEntry entry)
    {
        Unwatch(entry);
        int at = Array.IndexOf(_polled, entry);
        _polledCount--;
        Array.Copy(_polled, at + 1, _polled, at, _polledCount - at);
        _polled[_polledCount] = null!;
    }

    private ActorCell RunningHere(string member) => IsCurrent && Running is { } running
        ? running
        : throw new InvalidOperationException($"{member} must be called by an actor of {this}, while it runs.");

    private readonly record struct TurnEndEntry(ITurnEnd Target, ActorCell Owner);
}
