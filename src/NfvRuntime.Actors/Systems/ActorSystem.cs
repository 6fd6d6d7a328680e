using NfvRuntime.Actors.Configuration;
using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors;

/// <summary>A tree of actors and the threads they run on. Any thread may use it.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private protected ActorSystem()
    {
    }

    /// <summary>Its name: the first part of every path.</summary>
    public abstract string Name { get; }

    /// <summary>Where messages go whose receiver has stopped; they are published as <see cref="DeadLetter"/>.</summary>
    public abstract IActorRef DeadLetters { get; }

    /// <summary>Carries dead letters, unhandled messages and log events to whoever subscribes.</summary>
    public abstract EventStream EventStream { get; }

    /// <summary>Sends messages later.</summary>
    public abstract IScheduler Scheduler { get; }

    /// <summary>Writes to the log in the system's name.</summary>
    public abstract ILoggingAdapter Log { get; }

    /// <summary>Completes when all actors have stopped and all threads have ended.</summary>
    public abstract Task WhenTerminated { get; }

    /// <summary>Makes a system.</summary>
    /// <param name="name">Its name: letters, digits, <c>-</c> and <c>_</c>, the first a letter or digit.</param>
    /// <exception cref="ArgumentException">The name cannot be one.</exception>
    public static ActorSystem Create(string name) => new ActorSystemImpl(name, Config.Empty);

    /// <summary>Makes a system.</summary>
    /// <param name="name">Its name: letters, digits, <c>-</c> and <c>_</c>, the first a letter or digit.</param>
    /// <param name="config">What differs from the defaults; docs/actors.md lists what is read.</param>
    /// <exception cref="ArgumentException">The name cannot be one.</exception>
    /// <exception cref="ConfigurationException">The configuration cannot be followed.</exception>
    public static ActorSystem Create(string name, Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new ActorSystemImpl(name, config);
    }

    /// <inheritdoc/>
    public abstract IActorRef ActorOf(Props props, string? name = null);

    /// <inheritdoc/>
    public abstract ActorSelection ActorSelection(string actorPath);

    /// <inheritdoc/>
    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    /// <summary>Stops an actor after the message it processes now.</summary>
    /// <param name="actor">The actor.</param>
    public abstract void Stop(IActorRef actor);

    /// <summary>Stops all actors, children first, then the threads.</summary>
    /// <returns><see cref="WhenTerminated"/>.</returns>
    public abstract Task Terminate();

    /// <summary>Asks for a call when all actors have stopped.</summary>
    /// <param name="code">Called by an engine thread; must not block.</param>
    /// <exception cref="InvalidOperationException">They have stopped already.</exception>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Terminates, and waits for the end unless an actor of the system calls it.</summary>
    public void Dispose()
    {
        DisposeCore();
        GC.SuppressFinalize(this);
    }

    private protected abstract void DisposeCore();
}
