namespace NfvRuntime.Chains.Paths;

/// <summary>A piece of a path's text; the end of the text is a piece of its own.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; empty at the end.</param>
/// <param name="Index">Where in the text it begins.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Index)
{
    public string Describe() => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}
