using NfvRuntime.Sdk.Settings;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NfvRuntime.Chains.Yaml;

/// <summary>
/// Turns YAML into settings nodes with positions. The part of YAML that chain files use is small on purpose: maps with text keys, lists
/// and texts; what else YAML offers (anchors, tags, merging) is refused by name, so that every line of a file means what it says.
/// </summary>
internal sealed class YamlDocument
{
    private const int MaximumDepth = 32;

    private readonly string _text;
    private readonly string _file;
    private readonly DiagnosticBag _diagnostics;
    private readonly Parser _parser;
    private readonly Stack<Mark> _open = new();

    private YamlDocument(string text, string file, DiagnosticBag diagnostics)
    {
        _text = text;
        _file = file;
        _diagnostics = diagnostics;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The root map of the only document, or null after a mistake that leaves nothing to go on with.</summary>
    public static MapNode? Read(string text, string file, DiagnosticBag diagnostics)
    {
        if (!SourceCheck.Passes(text, file, diagnostics)) return null;
        var document = new YamlDocument(text, file, diagnostics);
        try
        {
            return document.ReadRoot();
        }
        catch (YamlException e)
        {
            diagnostics.Add(YamlComplaint.From(e, text, file));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException)
        {
            diagnostics.Add(YamlComplaint.FromCrash(document._open, file)); // the parser gives up this way where a bracket stays open
        }

        return null;
    }

    private MapNode? ReadRoot()
    {
        Next();
        if (Next() is StreamEnd)
        {
            _diagnostics.Error(new SourcePosition(_file, 1, 1), ChainCodes.EmptyFile, "the file is empty: a chain begins with 'chain: NAME'");
            return null;
        }

        var root = ReadNode(Next(), 0);
        Next();
        if (Next() is DocumentStart second)
        {
            Report(second.Start, ChainCodes.SeveralDocuments, "a second document begins here: a file holds one chain");
            return null;
        }

        if (root is MapNode map) return map;
        if (root is ScalarNode { IsEmpty: true })
        {
            _diagnostics.Error(new SourcePosition(_file, 1, 1), ChainCodes.EmptyFile, "the file is empty: a chain begins with 'chain: NAME'");
        }
        else if (root is not InvalidNode)
        {
            _diagnostics.Error(root.Position, DiagnosticCodes.WrongNode, $"a chain file must be a map, found {root.Describe()}");
        }

        return null;
    }

    private SettingsNode ReadNode(ParsingEvent first, int depth)
    {
        if (depth > MaximumDepth) throw new YamlException(first.Start, first.End, $"Lists and maps stand more than {MaximumDepth} deep.");
        if (first is AnchorAlias alias)
        {
            Unsupported(alias.Start, "aliases (*)");
            return new InvalidNode(Position(alias.Start));
        }

        if (first is not NodeEvent node) throw new YamlException(first.Start, first.End, "Did not find the value of a key.");
        if (!node.Anchor.IsEmpty) Unsupported(node.Start, "anchors (&)");
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific) Unsupported(node.Start, "tags (!)");
        return first switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart list => ReadList(list, depth),
            _ => ReadMap((MappingStart)first, depth),
        };
    }

    private ScalarNode ReadScalar(Scalar scalar)
    {
        var locator = new ScalarLocator(_text, _file, scalar);
        return new ScalarNode(Position(scalar.Start), scalar.Value, scalar.Style != ScalarStyle.Plain, locator.Locate);
    }

    private ListNode ReadList(SequenceStart start, int depth)
    {
        _open.Push(start.Start);
        var items = new List<SettingsNode>();
        for (var next = Next(); next is not SequenceEnd; next = Next()) items.Add(ReadNode(next, depth + 1));
        _open.Pop();
        return new ListNode(Position(start.Start), items);
    }

    private MapNode ReadMap(MappingStart start, int depth)
    {
        _open.Push(start.Start);
        var entries = new List<MapEntry>();
        var seen = new Dictionary<string, SourcePosition>();
        for (var next = Next(); next is not MappingEnd; next = Next())
        {
            var key = ReadNode(next, depth + 1);
            var value = ReadNode(Next(), depth + 1);
            if (IsUsable(key, seen)) entries.Add(new MapEntry((ScalarNode)key, value));
        }

        _open.Pop();
        return new MapNode(Position(start.Start), entries);
    }

    private bool IsUsable(SettingsNode key, Dictionary<string, SourcePosition> seen)
    {
        if (key is not ScalarNode text)
        {
            if (key is InvalidNode) return false;
            _diagnostics.Error(key.Position, ChainCodes.UnsupportedYaml, $"a key must be a text, found {key.Describe()}");
            return false;
        }

        if (text is { Text: "<<", IsQuoted: false })
        {
            _diagnostics.Error(text.Position, ChainCodes.UnsupportedYaml, "merging (<<) is not supported in chain files: write the keys out");
            return false;
        }

        if (seen.TryAdd(text.Text, text.Position)) return true;
        int line = seen[text.Text].Line;
        _diagnostics.Error(text.Position, ChainCodes.DuplicateKey, $"the key '{text.Text}' is already on line {line}");
        return false;
    }

    private ParsingEvent Next()
    {
        if (_parser.MoveNext()) return _parser.Current!;
        throw new InvalidOperationException("the parser stopped before the end of the text");
    }

    private SourcePosition Position(in Mark mark) => new(_file, (int)mark.Line, (int)mark.Column);

    private void Unsupported(in Mark mark, string what) =>
        Report(mark, ChainCodes.UnsupportedYaml, $"{what} are not supported in chain files: write the value out");

    private void Report(in Mark mark, string code, string message) => _diagnostics.Error(Position(mark), code, message);
}
