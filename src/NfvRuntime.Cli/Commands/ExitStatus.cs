namespace NfvRuntime.Cli.Commands;

/// <summary>What <c>nfv run</c> says by its exit status. 128 and above: the process died of a signal, less 128.</summary>
internal static class ExitStatus
{
    /// <summary>The books balance, and everything was in service at the end.</summary>
    public const int Success = 0;

    /// <summary>The file is wrong, the chain cannot start, or something was wrong at the end.</summary>
    public const int Error = 1;

    /// <summary>A stage went out of service whose <c>on-fault</c> says that the chain stops then.</summary>
    public const int StoppedByFault = 3;

    /// <summary>The watchdog gave up: a stage did not return.</summary>
    public const int Watchdog = 4;
}
