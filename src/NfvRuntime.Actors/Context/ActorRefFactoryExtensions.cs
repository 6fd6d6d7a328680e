namespace NfvRuntime.Actors;

/// <summary>Shorter ways to make and select actors.</summary>
public static class ActorRefFactoryExtensions
{
    /// <summary>Makes an actor of a type without arguments.</summary>
    /// <typeparam name="TActor">The type.</typeparam>
    /// <param name="factory">What it becomes a child of.</param>
    /// <param name="name">Its name; null lets the engine choose one.</param>
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string? name = null)
        where TActor : ActorBase, new()
    {
        ArgumentNullException.ThrowIfNull(factory);
        return factory.ActorOf(Props.Create<TActor>(), name);
    }
}
