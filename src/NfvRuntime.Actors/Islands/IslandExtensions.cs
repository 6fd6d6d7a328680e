using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors.Islands;

/// <summary>Where islands meet the names of Akka.NET.</summary>
public static class IslandExtensions
{
    /// <summary>Name of the activity source under which the processing of messages is traced.</summary>
    public const string ActivitySourceName = Tracing.SourceName;

    /// <summary>Makes an island and starts its thread. Any thread.</summary>
    /// <param name="system">The system it belongs to, and ends with.</param>
    /// <param name="options">How it works.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The id is taken, the CPU cannot be used, or the system is stopping.</exception>
    public static Island CreateIsland(this ActorSystem system, IslandOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Own(system).CreateIsland(options);
    }

    /// <summary>The island of an id. Any thread.</summary>
    /// <param name="system">The system.</param>
    /// <param name="id">The id.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Island Island(this ActorSystem system, string id) => Own(system).Find(id);

    /// <summary>All islands of a system, the control island first. Any thread.</summary>
    /// <param name="system">The system.</param>
    public static IReadOnlyList<Island> Islands(this ActorSystem system) => Own(system).AllIslands();

    /// <summary>The island of an actor.</summary>
    /// <param name="context">The actor's context.</param>
    public static Island Island(this IActorContext context) => context is ActorCell cell
        ? cell.Island
        : throw new ArgumentException($"{context} is not a context of this actor engine.", nameof(context));

    /// <summary>The island on which an actor lives; null for what is no actor of its own, such as the asker of a question. Any thread.</summary>
    /// <param name="actor">The actor.</param>
    public static Island? Island(this IActorRef actor) => (actor as LocalActorRef)?.Island;

    /// <summary>Sends log events somewhere else than to standard error. Any thread.</summary>
    /// <param name="system">The system.</param>
    /// <param name="sink">Called by any thread, for every event.</param>
    public static void LogTo(this ActorSystem system, Action<LogEvent> sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        Own(system).EventStream.LogTo(sink);
    }

    private static ActorSystemImpl Own(ActorSystem system) => system as ActorSystemImpl
        ?? throw new ArgumentException($"{system} is not a system of this actor engine.", nameof(system));
}
