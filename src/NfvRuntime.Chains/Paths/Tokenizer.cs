using NfvRuntime.Chains.Documents;

namespace NfvRuntime.Chains.Paths;

/// <summary>Cuts a path's text into tokens.</summary>
internal struct Tokenizer(string text)
{
    private int _at;

    public Token Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
        if (_at == text.Length) return new Token(TokenKind.End, "", _at);
        int start = _at;
        if (IsArrow(_at))
        {
            _at += 2;
            return new Token(TokenKind.Arrow, "->", start);
        }

        if (text[_at] is '[' or ']')
        {
            _at++;
            return new Token(text[start] == '[' ? TokenKind.Open : TokenKind.Close, text[start.._at], start);
        }

        while (_at < text.Length && Name.IsNameCharacter(text[_at]) && !IsArrow(_at)) _at++;
        if (_at > start) return new Token(TokenKind.Name, text[start.._at], start);
        _at += char.IsSurrogatePair(text, start) ? 2 : 1;
        return new Token(TokenKind.Unknown, text[start.._at], start);
    }

    private readonly bool IsArrow(int index) => index + 1 < text.Length && text[index] == '-' && text[index + 1] == '>';
}
