namespace NfvRuntime.Sdk.Settings;

/// <summary>Collects everything that is wrong in one reading of a file. Not thread-safe.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _found = [];

    /// <summary>Whether anything found is an error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>How many were found, errors and warnings.</summary>
    public int Count => _found.Count;

    /// <summary>Adds an error.</summary>
    public void Error(SourcePosition position, string code, string message) =>
        Add(new Diagnostic(position, DiagnosticSeverity.Error, code, message));

    /// <summary>Adds a warning.</summary>
    public void Warning(SourcePosition position, string code, string message) =>
        Add(new Diagnostic(position, DiagnosticSeverity.Warning, code, message));

    /// <summary>Adds what was found elsewhere; control characters of quoted texts become spaces, so that it stays one harmless line.</summary>
    public void Add(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        bool isPlain = !diagnostic.Message.Any(char.IsControl);
        _found.Add(isPlain ? diagnostic : diagnostic with { Message = string.Concat(diagnostic.Message.Select(Harmless)) });
        HasErrors |= diagnostic.Severity == DiagnosticSeverity.Error;
    }

    /// <summary>Everything found, in the order of the file; at one place in the order of finding.</summary>
    public IReadOnlyList<Diagnostic> InFileOrder() =>
        [.. _found.OrderBy(d => d.Position.File, StringComparer.Ordinal).ThenBy(d => d.Position.Line).ThenBy(d => d.Position.Column)];

    private static char Harmless(char c) => char.IsControl(c) ? ' ' : c;
}
