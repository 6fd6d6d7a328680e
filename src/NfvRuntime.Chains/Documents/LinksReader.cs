using NfvRuntime.Chains.Paths;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>Reads the section <c>links</c>: <c>default</c>, and hops of paths as paths write them.</summary>
internal static class LinksReader
{
    private const string DefaultKey = "default";

    /// <returns>The entries that could be read, and what holds for all other links.</returns>
    public static (IReadOnlyList<LinkDeclaration> Links, LinkChoice? Default) Read(SettingsReader root)
    {
        if (root.Node("links") is not { } node) return ([], null);
        var diagnostics = root.Diagnostics;
        if (node is not MapNode map)
        {
            new ReadContext(diagnostics, "'links'").Fail(node, DiagnosticCodes.WrongNode, "a map from hops such as fw -> nat, or default, to links");
            return ([], null);
        }

        var links = new List<LinkDeclaration>();
        LinkChoice? standard = null;
        foreach (var entry in map.Entries)
        {
            bool isDefault = entry.Key.Text == DefaultKey;
            string subject = isDefault ? "the default of 'links'" : $"link '{entry.Key.Text}'";
            var choice = LinkChoice.Read(entry.Value, subject, canShare: !isDefault, diagnostics);
            if (isDefault) standard = choice;
            else if (ReadHops(entry.Key, subject, diagnostics) is { } hops && choice is not null) links.Add(new LinkDeclaration(entry.Key, hops[0], hops[1], choice));
        }

        return (links, standard);
    }

    private static IReadOnlyList<Hop>? ReadHops(ScalarNode key, string subject, DiagnosticBag diagnostics)
    {
        if (PathParser.Parse(key, subject, diagnostics) is not { } hops) return null;
        if (hops is [{ Input: null }, { Output: null }]) return hops;
        diagnostics.Error(key.Position, ChainCodes.PathSyntax,
            $"{subject} is not one hop: write two names with an arrow, with gates only between them, such as fw -> nat or fw [denied] -> [in] nat");
        return null;
    }
}
