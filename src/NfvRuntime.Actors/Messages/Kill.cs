namespace NfvRuntime.Actors;

/// <summary>Makes its receiver fail with <see cref="ActorKilledException"/>, in its place among the messages.</summary>
public sealed class Kill : IAutoReceivedMessage
{
    private Kill()
    {
    }

    /// <summary>The only one.</summary>
    public static Kill Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "<Kill>";
}
