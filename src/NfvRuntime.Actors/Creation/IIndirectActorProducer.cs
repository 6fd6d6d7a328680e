namespace NfvRuntime.Actors;

/// <summary>Makes an actor's instances: for the start and for every restart.</summary>
public interface IIndirectActorProducer
{
    /// <summary>The type of what is made, or a base of it.</summary>
    Type ActorType { get; }

    /// <summary>Makes an instance. Called on the actor's island, with its context in place.</summary>
    ActorBase Produce();

    /// <summary>Called when an instance has been given up.</summary>
    /// <param name="actor">The instance.</param>
    void Release(ActorBase actor);
}
