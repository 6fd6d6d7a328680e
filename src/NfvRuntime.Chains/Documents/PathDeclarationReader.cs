using NfvRuntime.Chains.Paths;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>Reads an entry of <c>paths</c>: a path's text, or a map with <c>path</c> and what to do when it is full.</summary>
internal static class PathDeclarationReader
{
    private static readonly TimeSpan DefaultAfter = TimeSpan.FromMilliseconds(5);
    private static readonly SettingFormat<IReadOnlyList<ScalarNode>> Words = Format.OneOrMany(new WordNodeFormat());

    private enum FullAction
    {
        Wait,
        Drop,
    }

    public static PathDeclaration? Read(MapEntry entry, DiagnosticBag diagnostics)
    {
        string subject = $"path '{entry.Key.Text}'";
        if (entry.Value is ScalarNode { IsEmpty: false } plain) return Declare(entry.Key, plain, FullPolicy.Wait, diagnostics);
        if (entry.Value is not MapNode map)
        {
            new ReadContext(diagnostics, subject).Fail(entry.Value, DiagnosticCodes.WrongNode, "a text such as lan -> fw -> wan, or a map");
            return null;
        }

        var reader = new SettingsReader(map, diagnostics, subject);
        bool isRead = reader.Required("path", Format.Text).Length > 0;
        var full = ReadFull(reader);
        var takers = reader.Has("for") ? reader.Optional("for", Words, []) : null;
        reader.Finish();
        return isRead && Declare(entry.Key, (ScalarNode)map.Find("path")!.Value, full, diagnostics) is { } path ? path with { For = takers } : null;
    }

    private static FullPolicy ReadFull(SettingsReader reader)
    {
        bool drops = reader.Optional("full", Format.Word<FullAction>(), FullAction.Wait) == FullAction.Drop;
        var after = reader.Optional("after", Format.Duration(), DefaultAfter);
        if (drops) return new FullPolicy(true, after);
        bool waits = reader.Node("full") is null or ScalarNode { Text: "wait" };
        if (waits && reader.Has("after")) reader.Refuse("after", $"'after' says when to drop: it goes with 'full: drop' in {reader.Subject}");
        return FullPolicy.Wait;
    }

    private static PathDeclaration? Declare(ScalarNode key, ScalarNode text, FullPolicy full, DiagnosticBag diagnostics) =>
        PathParser.Parse(text, $"path '{key.Text}'", diagnostics) is { } hops ? new PathDeclaration(key, hops, full) : null;
}
