using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Paths;

/// <summary>
/// Reads <c>lan -> fw -> [inside] nat [outside] -> wan</c>:
/// <code>
/// path = hop "->" hop { "->" hop } ;
/// hop  = [ "[" gate "]" ] name [ "[" gate "]" ] ;
/// </code>
/// What the names mean is checked later.
/// </summary>
internal sealed class PathParser
{
    private readonly ScalarNode _node;
    private readonly string _subject;
    private readonly DiagnosticBag _diagnostics;
    private Tokenizer _tokens;
    private Token _next;

    private PathParser(ScalarNode node, string subject, DiagnosticBag diagnostics)
    {
        _node = node;
        _subject = subject;
        _diagnostics = diagnostics;
        _tokens = new Tokenizer(node.Text);
        _next = _tokens.Next();
    }

    /// <summary>The hops, at least two; null after a mistake.</summary>
    public static IReadOnlyList<Hop>? Parse(ScalarNode node, string subject, DiagnosticBag diagnostics) =>
        new PathParser(node, subject, diagnostics).ParsePath();

    private List<Hop>? ParsePath()
    {
        var hops = new List<Hop>();
        do
        {
            if (ParseHop(hops.Count == 0 ? "at its beginning" : "behind '->'") is not { } hop) return null;
            hops.Add(hop);
        }
        while (TryTake(TokenKind.Arrow, out _));

        if (_next.Kind != TokenKind.End || hops.Count < 2)
        {
            string expected = hops[^1].Output is null ? "'->' or a gate in brackets" : "'->'";
            return Fail<List<Hop>>($"expected {expected} behind '{hops[^1].Name}'");
        }

        return hops;
    }

    private Hop? ParseHop(string where)
    {
        if (!TryParseGate(out var input)) return null;
        if (!TryTake(TokenKind.Name, out var name))
        {
            return Fail<Hop>(input is null ? $"expected the name of a port or stage {where}"
                : $"expected the name of a stage behind [{input.Name}]");
        }

        return TryParseGate(out var output) ? new Hop(name.Text, PositionOf(name), input, output) : null;
    }

    private bool TryParseGate(out GateName? gate)
    {
        gate = null;
        if (!TryTake(TokenKind.Open, out _)) return true;
        if (!TryTake(TokenKind.Name, out var name)) return Fail<GateName>("expected the name of a gate behind '['") is not null;
        if (!TryTake(TokenKind.Close, out _)) return Fail<GateName>($"expected ']' behind the gate '{name.Text}'") is not null;
        gate = new GateName(name.Text, PositionOf(name));
        return true;
    }

    private bool TryTake(TokenKind kind, out Token token)
    {
        token = _next;
        if (_next.Kind != kind) return false;
        _next = _tokens.Next();
        return true;
    }

    private T? Fail<T>(string expected)
        where T : class
    {
        _diagnostics.Error(PositionOf(_next), ChainCodes.PathSyntax, $"{_subject}: {expected}, found {_next.Describe()}");
        return null;
    }

    private SourcePosition PositionOf(in Token token) => _node.PositionAt(token.Index);
}
