namespace NfvRuntime.Sdk.Settings;

/// <summary>Whether what was found prevents the file from being used.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The file is refused.</summary>
    Error,

    /// <summary>The file works, but probably not as meant.</summary>
    Warning,
}
