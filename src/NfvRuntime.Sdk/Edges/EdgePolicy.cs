namespace NfvRuntime.Sdk;

/// <summary>What a stage does with a packet for an edge whose quota of bursts is used up.</summary>
/// <param name="Drop">True to drop under <see cref="DropReasons.EdgeFull"/>, false to wait (lossless).</param>
/// <param name="After">How long the edge must have been full before packets are dropped; zero drops at once.</param>
public readonly record struct EdgePolicy(bool Drop, TimeSpan After)
{
    /// <summary>Wait until the edge has room: the default inside a chain.</summary>
    public static EdgePolicy Wait => default;
}
