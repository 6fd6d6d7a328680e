namespace NfvRuntime.Actors;

/// <summary>Well-known actor references.</summary>
public static class ActorRefs
{
    /// <summary>The sender of a message that nobody sent: null. Its receiver sees the dead letters as sender.</summary>
    public static readonly IActorRef? NoSender;

    /// <summary>An actor that never is: what a look-up gives that finds nothing.</summary>
    public static readonly Nobody Nobody = Nobody.Instance;
}
