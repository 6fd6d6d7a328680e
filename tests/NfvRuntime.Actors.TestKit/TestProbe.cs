namespace NfvRuntime.Actors.TestKit;

/// <summary>An actor of a test beside the test's own. It can be given wherever a reference is wanted.</summary>
public class TestProbe : TestKitBase, INoImplicitSender, IActorRef, IActorRefBehind
{
    /// <summary>Makes a probe.</summary>
    /// <param name="system">The system.</param>
    /// <param name="testProbeName">Its name; null for a made-up one.</param>
    internal TestProbe(ActorSystem system, string? testProbeName = null)
        : base(system, null, null, testProbeName)
    {
    }

    /// <summary>Its actor.</summary>
    public IActorRef Ref => TestActor;

    /// <summary>Who sent the message that was received last.</summary>
    public IActorRef Sender => LastSender;

    ActorPath IActorRef.Path => TestActor.Path;

    IActorRef IActorRefBehind.Behind => TestActor;

    /// <summary>Tells somebody in the probe's name.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Tells somebody in the name of the sender of the last message.</summary>
    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    /// <summary>Sends the last message on, in the name of its sender.</summary>
    public void Forward(IActorRef actor) => actor.Tell(LastMessage!, Sender);

    /// <summary>Answers the sender of the last message.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => TestActor.Equals(obj as IActorRef);

    /// <inheritdoc/>
    public override int GetHashCode() => TestActor.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(object? obj) => TestActor.CompareTo(obj);

    /// <inheritdoc/>
    public override string ToString() => TestActor.ToString()!;

    void ICanTell.Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    bool IEquatable<IActorRef>.Equals(IActorRef? other) => TestActor.Equals(other);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => TestActor.CompareTo(other);
}
