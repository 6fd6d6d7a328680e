using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Sdk.TestKit;

/// <summary>
/// Settings of a stage as a test writes them: the braces-and-brackets form that chain files allow too, such as
/// <c>default: drop, rules: [ { allow: tcp, ports: [22, "80-90"] } ]</c>. Positions are lines and columns of the text.
/// </summary>
/// <remarks>A small part of YAML: no comments, no escapes in quotes, no indentation. A text beyond it is the test's mistake and throws.</remarks>
public sealed class SettingsText
{
    private const string FileName = "settings";
    private readonly string _text;
    private int _at;

    private SettingsText(string text) => _text = text;

    /// <summary>Parses the text of a map, with its outer braces or without.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none; the message says where.</exception>
    public static MapNode Parse(string text)
    {
        var parser = new SettingsText(text);
        MapNode map = parser.Peek() == '{' ? (MapNode)parser.Value() : parser.Map(parser.Position(), '\0');
        return parser.Peek() == '\0' ? map : throw parser.Unexpected("the end");
    }

    /// <summary>Reads the settings of a kind, as a check of a chain file does: every mistake, unknown keys included, is reported.</summary>
    /// <param name="text">The settings.</param>
    /// <param name="kind">The kind they are for.</param>
    /// <param name="mistakes">Where mistakes go.</param>
    public static object Read(string text, StageKind kind, DiagnosticBag mistakes)
    {
        var reader = new SettingsReader(Parse(text), mistakes, "stage 'stage'");
        object settings = kind.ReadSettings(reader);
        reader.Finish();
        return settings;
    }

    private SettingsNode Value()
    {
        char first = Peek();
        SourcePosition position = Position();
        switch (first)
        {
            case '{':
                _at++;
                return Map(position, '}');
            case '[':
                _at++;
                return List(position);
            default:
                return Scalar(",]}");
        }
    }

    private MapNode Map(SourcePosition position, char end)
    {
        var entries = new List<MapEntry>();
        while (Peek() != end)
        {
            ScalarNode key = Scalar(":");
            Expect(':');
            entries.Add(new MapEntry(key, Value()));
            if (Peek() != end)
            {
                Expect(',');
            }
        }

        _at += end == '\0' ? 0 : 1;
        return new MapNode(position, entries);
    }

    private ListNode List(SourcePosition position)
    {
        var items = new List<SettingsNode>();
        while (Peek() != ']')
        {
            items.Add(Value());
            if (Peek() != ']')
            {
                Expect(',');
            }
        }

        _at++;
        return new ListNode(position, items);
    }

    /// <summary>A text in quotes, or one that ends before a stop character. As in YAML, a colon ends it only before a blank.</summary>
    private ScalarNode Scalar(string stops)
    {
        char first = Peek();
        SourcePosition position = Position();
        if (first is '"' or '\'')
        {
            int close = _text.IndexOf(first, _at + 1);
            string quoted = close > 0 ? _text[(_at + 1)..close] : throw Unexpected($"a closing {first}");
            _at = close + 1;
            return new ScalarNode(position, quoted, isQuoted: true);
        }

        int begin = _at;
        while (_at < _text.Length && (!stops.Contains(_text[_at]) || (_text[_at] == ':' && !IsBlank(_at + 1))))
        {
            _at++;
        }

        return new ScalarNode(position, _text[begin.._at].Trim());
    }

    private bool IsBlank(int index) => index >= _text.Length || char.IsWhiteSpace(_text[index]);

    private char Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at < _text.Length ? _text[_at] : '\0';
    }

    private void Expect(char wanted)
    {
        if (Peek() != wanted)
        {
            throw Unexpected($"'{wanted}'");
        }

        _at++;
    }

    private SourcePosition Position()
    {
        ReadOnlySpan<char> before = _text.AsSpan(0, _at);
        return new SourcePosition(FileName, before.Count('\n') + 1, _at - before.LastIndexOf('\n'));
    }

    private FormatException Unexpected(string wanted) => new($"{Position()}: expected {wanted} in: {_text}");
}
