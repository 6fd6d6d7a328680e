namespace NfvRuntime.Actors.TestKit;

/// <summary>No message came.</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    private NullMessageEnvelope()
    {
    }

    /// <summary>The only one.</summary>
    public static NullMessageEnvelope Instance { get; } = new();

    /// <inheritdoc/>
    public override object? Message => null;

    /// <inheritdoc/>
    public override IActorRef Sender => ActorRefs.Nobody;

    /// <inheritdoc/>
    public override string ToString() => "<null message>";
}
