namespace NfvRuntime.Actors;

/// <summary>Tells an actor that nothing came for the time it set with <c>Context.SetReceiveTimeout</c>.</summary>
public class ReceiveTimeout : IPossiblyHarmful
{
    private ReceiveTimeout()
    {
    }

    /// <summary>The only one.</summary>
    public static ReceiveTimeout Instance { get; } = new();
}
