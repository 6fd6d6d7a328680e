using System.Collections.Concurrent;
using System.Linq.Expressions;
using NfvRuntime.Actors.Configuration;
using NfvRuntime.Actors.Event;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors.TestKit;

/// <summary>
/// A test's view of a system: an actor whose messages the test expects, and who is the sender of what the test tells. One thread at a
/// time.
/// </summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static int _count;

    private readonly BlockingCollection<MessageEnvelope> _queue = [];
    private readonly LinkedList<MessageEnvelope> _peeked = new();

    private protected TestKitBase(ActorSystem? system, Config? config, string? actorSystemName, string? testActorName)
    {
        Sys = system ?? ActorSystem.Create(actorSystemName ?? "test", config ?? Config.Empty);
        TestKitSettings = new TestKitSettings(config ?? Config.Empty);
        EventFilter = new EventFilterFactory(this, Sys);
        TestActor = Sys.ActorOf(
            Props.Create(() => new TestActor(_queue)).WithDispatcher(Island.ThreadPool),
            testActorName ?? $"testActor{Interlocked.Increment(ref _count)}");
        if (this is not INoImplicitSender)
        {
            ImplicitSender.Set(TestActor);
        }
    }

    /// <summary>The system under test.</summary>
    public ActorSystem Sys { get; }

    /// <summary>The test's own actor.</summary>
    public IActorRef TestActor { get; }

    /// <summary>How long tests wait.</summary>
    public TestKitSettings TestKitSettings { get; }

    /// <summary>Expects log events and dead letters.</summary>
    public EventFilterFactory EventFilter { get; }

    /// <summary>The system's log.</summary>
    public ILoggingAdapter Log => Sys.Log;

    /// <summary>Whether a message waits.</summary>
    public bool HasMessages => _peeked.Count > 0 || _queue.Count > 0;

    /// <summary>The message that was received last.</summary>
    public object? LastMessage => LastEnvelope.Message;

    /// <summary>Who sent the message that was received last.</summary>
    public IActorRef LastSender => LastEnvelope.Sender;

    private protected MessageEnvelope LastEnvelope { get; private set; } = NullMessageEnvelope.Instance;

    /// <inheritdoc/>
    public IActorRef ActorOf(Props props, string? name = null) => Sys.ActorOf(props, name);

    /// <summary>Makes an actor.</summary>
    public IActorRef ActorOf<TActor>(string? name = null)
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), name);

    /// <summary>Makes an actor.</summary>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string? name = null)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    /// <summary>Makes an actor whose messages are expected apart from those of the test's own.</summary>
    public virtual TestProbe CreateTestProbe(string? name = null) => new(Sys, name);

    /// <summary>Makes a latch.</summary>
    public virtual TestLatch CreateTestLatch(int count = 1) => new(count, TestKitSettings.DefaultTimeout);

    /// <summary>Expects log events and dead letters of another system.</summary>
    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    /// <summary>Makes the test's actor watch another; its <see cref="Terminated"/> is a message to expect.</summary>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        Command(new TestActor.Watch(actorToWatch));
        return actorToWatch;
    }

    /// <summary>Ends <see cref="Watch"/>.</summary>
    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        Command(new TestActor.Unwatch(actorToUnwatch));
        return actorToUnwatch;
    }

    /// <summary>Makes a child of the test's actor.</summary>
    public IActorRef ChildActorOf(Props props, string? name = null) => Command(new TestActor.Spawn(props, name, null)).Child!;

    /// <summary>Makes a child of the test's actor, judged by a strategy's decider.</summary>
    public IActorRef ChildActorOf(Props props, string? name, SupervisorStrategy supervisorStrategy) =>
        Command(new TestActor.Spawn(props, name, supervisorStrategy)).Child!;

    /// <summary>Drops messages of a kind.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => Command(new TestActor.Ignore(shouldIgnoreMessage));

    /// <summary>Drops messages of a type.</summary>
    public void IgnoreMessages<TMsg>() => IgnoreMessages(static message => message is TMsg);

    /// <summary>Drops messages of a type for which a condition holds.</summary>
    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        IgnoreMessages(message => message is TMsg typed && shouldIgnoreMessage(typed));

    /// <summary>Drops no messages any more.</summary>
    public void IgnoreNoMessages() => Command(new TestActor.Ignore(null));

    /// <summary>Lets a pilot answer what comes from now on.</summary>
    public void SetAutoPilot(AutoPilot pilot) => Command(new TestActor.SetPilot(pilot));

    /// <summary>Ends the system.</summary>
    /// <param name="duration">How long to wait.</param>
    /// <param name="verifySystemShutdown">Whether it is a failure if it does not end in time.</param>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        if (!Sys.Terminate().Wait(duration ?? Dilated(TestKitSettings.DefaultTimeout)) && verifySystemShutdown)
        {
            throw new TimeoutException($"Failed to stop [{Sys.Name}] in time.");
        }
    }

    /// <summary>Done when this returns: what is told afterwards comes later than what was asked for.</summary>
    private TCommand Command<TCommand>(TCommand command)
        where TCommand : TestActor.Command => TestActor.Ask<TCommand>(command, TestKitSettings.DefaultTimeout).GetAwaiter().GetResult();
}
