namespace NfvRuntime.Agent.Program;

/// <summary>What <c>nfv-agent</c> says by its exit status; the same figures as those of <c>nfv run</c> where both have them.</summary>
internal static class ExitStatus
{
    /// <summary>The host had it shut down, or a signal ended it in order.</summary>
    public const int Success = 0;

    /// <summary>The command line is wrong, or an extension cannot be used.</summary>
    public const int Error = 1;

    /// <summary>A stage did not return.</summary>
    public const int Watchdog = 4;

    /// <summary>No host came, or came back, for too long.</summary>
    public const int Orphaned = 5;

    /// <summary>The host speaks no version of the protocol that this agent speaks.</summary>
    public const int Version = 6;
}
