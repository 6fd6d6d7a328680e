namespace NfvRuntime.Actors;

/// <summary>An actor that never is. What it is told is lost without a trace.</summary>
public sealed class Nobody : IActorRef
{
    private Nobody()
    {
    }

    /// <summary>The only one.</summary>
    public static Nobody Instance { get; } = new();

    /// <inheritdoc/>
    public ActorPath Path { get; } = ActorPath.RootOf("all-systems") / "Nobody";

    /// <inheritdoc/>
    public void Tell(object message, IActorRef? sender)
    {
    }

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    /// <inheritdoc/>
    public int CompareTo(IActorRef? other) => other is null ? 1 : Path.CompareTo(other.Path);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => CompareTo(obj as IActorRef);

    /// <inheritdoc/>
    public override string ToString() => "[Nobody]";
}
