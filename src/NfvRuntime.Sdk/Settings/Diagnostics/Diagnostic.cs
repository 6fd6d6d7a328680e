namespace NfvRuntime.Sdk.Settings;

/// <summary>One thing that is wrong in a user's file.</summary>
/// <param name="Position">Where.</param>
/// <param name="Severity">Error or warning.</param>
/// <param name="Code">Stable, such as <c>NFV0101</c>; see <see cref="DiagnosticCodes"/>.</param>
/// <param name="Message">What is wrong and, where it can be said, what would be right. One line.</param>
public sealed record Diagnostic(SourcePosition Position, DiagnosticSeverity Severity, string Code, string Message)
{
    /// <summary><c>file:line:column: error CODE: message</c>.</summary>
    public override string ToString() =>
        $"{Position}: {(Severity == DiagnosticSeverity.Error ? "error" : "warning")} {Code}: {Message}";
}
