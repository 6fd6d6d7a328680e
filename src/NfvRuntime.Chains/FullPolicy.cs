namespace NfvRuntime.Chains;

/// <summary>What the edges of a path do when they are full.</summary>
/// <param name="Drops">False to wait (lossless), true to drop.</param>
/// <param name="After">How long a full edge waits before it drops; zero drops at once.</param>
public readonly record struct FullPolicy(bool Drops, TimeSpan After)
{
    /// <summary>Lossless: the default.</summary>
    public static FullPolicy Wait => default;
}
