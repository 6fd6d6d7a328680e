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
}
