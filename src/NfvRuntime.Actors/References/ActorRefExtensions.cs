namespace NfvRuntime.Actors;

/// <summary>Questions about references.</summary>
public static class ActorRefExtensions
{
    /// <summary>Whether a reference is null or <see cref="ActorRefs.Nobody"/>.</summary>
    /// <param name="actorRef">The reference.</param>
    public static bool IsNobody(this IActorRef? actorRef) => actorRef is null or Nobody;
}
