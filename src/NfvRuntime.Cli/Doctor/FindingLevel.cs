namespace NfvRuntime.Cli.Doctor;

/// <summary>How bad a finding is.</summary>
internal enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Something to know: a feature that is not there, and that not everybody needs.</summary>
    Note,

    /// <summary>It will work, but worse than it could.</summary>
    Warning,

    /// <summary>Something will not work.</summary>
    Error,
}
