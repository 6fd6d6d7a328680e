namespace NfvRuntime.Actors;

/// <summary>What can make actors.</summary>
public interface IActorRefFactory
{
    /// <summary>Makes an actor, a child of the actor or of the system that this is. It starts on its own; the reference can be used at once.</summary>
    /// <param name="props">How to make it.</param>
    /// <param name="name">Its name among its siblings; null lets the engine choose one.</param>
    /// <exception cref="InvalidActorNameException">The name is taken, or cannot be one.</exception>
    /// <exception cref="InvalidOperationException">The parent is stopping, or there is no island of the name that the props give.</exception>
    IActorRef ActorOf(Props props, string? name = null);

    /// <summary>Selects actors by path.</summary>
    /// <param name="actorPath">From the root with a slash in front, whole with the system's address, or relative to the actor or root that this is.</param>
    ActorSelection ActorSelection(string actorPath);

    /// <summary>Selects the actor of a path.</summary>
    /// <param name="actorPath">The path.</param>
    ActorSelection ActorSelection(ActorPath actorPath);
}
