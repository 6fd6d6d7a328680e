namespace NfvRuntime.Cli.Commands;

/// <summary>Why a run ended.</summary>
internal enum RunEnding
{
    /// <summary>All inputs had ended and everything was settled.</summary>
    InputsEnded,

    /// <summary>The time given by --for was over.</summary>
    Time,

    /// <summary>SIGINT or SIGTERM.</summary>
    Signal,

    /// <summary>A stage went out of service that the chain cannot do without.</summary>
    Fault,

    /// <summary>Something did not return.</summary>
    Watchdog,
}
