namespace NfvRuntime.Actors;

/// <summary>Makes the engine answer with <see cref="ActorIdentity"/> in the receiver's place.</summary>
public sealed class Identify : IAutoReceivedMessage, INotInfluenceReceiveTimeout
{
    /// <summary>Makes the message.</summary>
    /// <param name="messageId">Comes back with the answer.</param>
    public Identify(object? messageId) => MessageId = messageId;

    /// <summary>Comes back with the answer.</summary>
    public object? MessageId { get; }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Identify other && Equals(MessageId, other.MessageId);

    /// <inheritdoc/>
    public override int GetHashCode() => MessageId?.GetHashCode() ?? 0;

    /// <inheritdoc/>
    public override string ToString() => $"<Identify>: {MessageId}";
}
