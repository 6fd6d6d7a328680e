namespace NfvRuntime.Guests.MessagePack;

/// <summary>The value of the type that has only one.</summary>
public readonly record struct Nil
{
    /// <summary>That value.</summary>
    public static readonly Nil Default;

    /// <inheritdoc/>
    public override string ToString() => "()";
}
