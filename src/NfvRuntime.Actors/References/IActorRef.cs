namespace NfvRuntime.Actors;

/// <summary>
/// The address of one incarnation of an actor. It stays valid over restarts; once the actor has stopped, messages go to the dead letters,
/// even if a new actor takes the name.
/// </summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable
{
    /// <summary>Where the actor stands in the tree.</summary>
    ActorPath Path { get; }
}
