namespace NfvRuntime.Actors;

/// <summary>Something that stands for an actor, as a test probe does for its actor.</summary>
internal interface IActorRefBehind
{
    /// <summary>The actor's own reference.</summary>
    IActorRef Behind { get; }
}
