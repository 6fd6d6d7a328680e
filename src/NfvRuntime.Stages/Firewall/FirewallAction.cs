namespace NfvRuntime.Stages;

/// <summary>What a firewall does with a packet.</summary>
public enum FirewallAction
{
    /// <summary>It leaves by the default gate.</summary>
    Allow,

    /// <summary>It leaves by the gate <c>denied</c>, and is dropped if no path leads from there.</summary>
    Drop,

    /// <summary>As <see cref="Drop"/>, and its sender is told, by the gate <c>rejected</c>.</summary>
    Reject,
}
