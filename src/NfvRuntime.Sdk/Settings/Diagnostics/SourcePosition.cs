namespace NfvRuntime.Sdk.Settings;

/// <summary>A place in a file that a user wrote.</summary>
/// <param name="File">The name as the user gave it.</param>
/// <param name="Line">From 1; 0 where there are no lines, as on a command line.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
public readonly record struct SourcePosition(string File, int Line, int Column)
{
    /// <summary><c>file:line:column</c>, which editors and terminals follow.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
