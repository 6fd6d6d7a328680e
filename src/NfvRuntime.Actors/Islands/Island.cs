using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace NfvRuntime.Actors.Islands;

/// <summary>
/// One thread and all actors that run on it. Each turn it takes what other threads sent, delivers messages, calls the polled actors,
/// then what was asked for at the turn's end; if nothing moved it waits as its policy says. Made by
/// <see cref="IslandExtensions.CreateIsland"/>; ends with its system, or by <see cref="Close"/>.
/// </summary>
/// <remarks>Members that are not said to be for any thread are for the island's own actors.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The island's own thread opens what it sleeps with, and closes it at its end.")]
public sealed partial class Island
{
    /// <summary>Dispatcher id of the system's own island, on which actors live that name no other. It sleeps when idle.</summary>
    public const string Control = "akka.actor.default-dispatcher";

    /// <summary>Dispatcher id for "where my parent lives".</summary>
    public const string OfParent = "akka.actor.island-of-parent";

    /// <summary>
    /// Dispatcher id for control work that may run on any thread of the pool: each actor is then an island of its own that has a thread
    /// only while it has work. It cannot be polled, and may block without holding up others.
    /// </summary>
    public const string ThreadPool = "akka.actor.thread-pool-dispatcher";

    private const int InboxCapacity = 1024;

    [ThreadStatic]
    private static Island? _current;

    private readonly ActorSystemImpl _system;
    private readonly int _inlineDepth;

    internal Island(ActorSystemImpl system, IslandOptions options)
        : this(system, options, new Waker(options.Policy.SleepsRarely), InboxCapacity)
    {
    }

    private Island(ActorSystemImpl system, IslandOptions options, Waker waker, int inboxCapacity)
    {
        _system = system;
        Options = options;
        _inlineDepth = options.InlineDepth;
        _waker = waker;
        Inbox = new Inbox(waker, inboxCapacity);
    }

    /// <summary>The island whose thread this is; null on any other thread.</summary>
    public static Island? Current => _current;

    /// <summary>Its dispatcher id. Any thread.</summary>
    public string Id => Options.Id;

    /// <summary>How it works. Any thread.</summary>
    public IslandOptions Options { get; }

    /// <summary>Whether the caller runs on this island. Any thread.</summary>
    public bool IsCurrent => ReferenceEquals(_current, this);

    /// <summary>What it has done so far. Any thread.</summary>
    public IslandLoad Load => new(
        Volatile.Read(ref _turns),
        Volatile.Read(ref Messages),
        Volatile.Read(ref _sleeps),
        Volatile.Read(ref _wakeups),
        Volatile.Read(ref _busyTicks),
        _started == 0 ? 0 : Stopwatch.GetTimestamp() - _started);

    /// <summary>Where it is at the moment. Any thread.</summary>
    public IslandPulse Pulse => new(Volatile.Read(ref _turns), Volatile.Read(ref Messages), Volatile.Read(ref Running)?.Self);

    internal Inbox Inbox { get; }

    /// <summary>The actor whose code is on top of the stack.</summary>
    internal ActorCell? Running;

    /// <summary>How many actors' code is on the stack.</summary>
    internal int Depth;

    /// <summary>Messages processed so far.</summary>
    internal long Messages;

    internal bool MayNest => Depth < _inlineDepth;

    /// <summary>Ends the island's thread as soon as its last actor has stopped; from now on it takes no new ones. Any thread.</summary>
    public void Close()
    {
        _system.Forget(this);
        Volatile.Write(ref _closing, true);
        Inbox.Post(null, Wakeup, ActorRefs.NoSender);
    }

    /// <inheritdoc/>
    public override string ToString() => $"island {Id}";

    /// <summary>Counts a new actor. Any thread.</summary>
    internal void Admit()
    {
        Interlocked.Increment(ref _actors);
        if (Volatile.Read(ref _closing))
        {
            Dismiss();
            throw new InvalidOperationException($"Island {Id} has been closed and takes no more actors.");
        }
    }

    /// <summary>Counts an actor that has stopped, or was not made after all. Any thread.</summary>
    internal void Dismiss()
    {
        if (Interlocked.Decrement(ref _actors) == 0 && Volatile.Read(ref _closing) && !IsCurrent)
        {
            Inbox.Post(null, Wakeup, ActorRefs.NoSender); // It may sleep, and has nothing left to live for.
        }
    }

    internal void AddTimer(TimerEntry entry)
    {
        if (IsPooled)
        {
            _system.ControlIsland.AddTimer(entry);
        }
        else if (IsCurrent)
        {
            _timers.Add(entry);
        }
        else
        {
            Inbox.Post(null, entry, ActorRefs.NoSender);
        }
    }
}
