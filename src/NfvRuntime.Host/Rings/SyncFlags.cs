namespace NfvRuntime.Host;

/// <summary>What a sync is asked beyond its ordinary work; netmap's values.</summary>
[Flags]
public enum SyncFlags
{
    /// <summary>Nothing: the host may be lazy about what costs it a look at another CPU's memory.</summary>
    None = 0,

    /// <summary>rxsync: look for new packets even if some are waiting.</summary>
    ForceRead = 1,

    /// <summary>txsync: look for slots given back even if there is room.</summary>
    ForceReclaim = 2,
}
