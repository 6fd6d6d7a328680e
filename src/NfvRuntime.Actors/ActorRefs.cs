namespace NfvRuntime.Actors;

/// <summary>Well-known actor references.</summary>
public static class ActorRefs
{
}
