using NfvRuntime.Actors.Event;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <summary>
/// What stands behind a reference for the whole life of an actor: mailbox, instance, children, watchers. All state belongs to the cell's
/// island; other threads reach it only through the island's inbox.
/// </summary>
internal sealed partial class ActorCell : IUntypedActorContext
{
    private readonly ActorSystemImpl _system;
    private readonly Island _island;
    private readonly InternalActorRef _parent;
    private readonly int _capacity;
    private CellState _state = CellState.Unborn;
    private ActorBase? _actor;
    private IActorRef? _sender;
    private Ring<Envelope> _mailbox;

    public ActorCell(ActorSystemImpl system, Island island, Props props, InternalActorRef parent, ActorPath path, int capacity = Mailboxes.NoLimit)
    {
        _system = system;
        _island = island;
        _parent = parent;
        _capacity = capacity;
        Props = props;
        _state |= (capacity == Mailboxes.NoLimit ? 0 : CellState.Bounded) | (island.Options.CarriesActivities ? CellState.Traced : 0);
        Ref = new LocalActorRef(this, island, path);
    }

    /// <summary>The context of the actor that runs on this thread.</summary>
    public static ActorCell Here => Island.Current?.Running ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    public LocalActorRef Ref { get; }

    public IActorRef Self => Ref;

    public IActorRef Sender => _sender ?? _system.DeadLetters;

    public IActorRef? SenderOrNull => _sender;

    public IActorRef Parent => _parent;

    public InternalActorRef ParentRef => _parent;

    public Props Props { get; }

    public ActorSystem System => _system;

    public ActorSystemImpl SystemImpl => _system;

    public Island Island => _island;

    /// <summary>Whether the actor is suspended, stopped or not started: its polled parts and callbacks must not run.</summary>
    public bool IsBlocked => (_state & CellState.Blocked) != 0;

    public bool IsDead => (_state & CellState.Dead) != 0;

    /// <summary>A message whose receiver has stopped.</summary>
    public void ToDeadLetters(object message, IActorRef? sender) =>
        _system.PublishDeadLetter(new DeadLetter(Tracing.Unwrap(message), sender ?? _system.DeadLetters, Ref));

    /// <summary>The type of the instance, or of what is to be one.</summary>
    public Type InstanceType => _actor?.GetType() ?? Props.Type;

    private void Log(Exception cause, string message) => _system.Publish(new Error(cause, Ref.Path.ToString(), InstanceType, message));
}
