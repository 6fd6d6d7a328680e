using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>The named entries of <c>ports</c>, <c>stages</c> and <c>paths</c>.</summary>
internal static class Section
{
    /// <summary>Far above any chain of the field; keeps tables by path and gate small.</summary>
    private const int MaximumEntries = 256;

    /// <summary>The entries of a section whose names are names; null when the section could not be read.</summary>
    public static IReadOnlyList<MapEntry>? Read(SettingsReader root, string key, string item, bool required)
    {
        var node = root.Node(key);
        if (node is null)
        {
            if (!required) return [];
            string message = $"{root.Subject} needs the key '{key}' (a map from names to {key})";
            root.Diagnostics.Error(root.Position, DiagnosticCodes.MissingKey, message);
            return null;
        }

        if (node is not MapNode map)
        {
            new ReadContext(root.Diagnostics, $"'{key}'").Fail(node, DiagnosticCodes.WrongNode, $"a map from names to {key}");
            return null;
        }

        if (map.Entries.Count > MaximumEntries || (required && map.Entries.Count == 0))
        {
            string bounds = required ? $"1 to {MaximumEntries}" : $"up to {MaximumEntries}";
            root.Diagnostics.Error(node.Position, ChainCodes.SectionSize, $"'{key}' must hold {bounds} entries, found {map.Entries.Count}");
            return null;
        }

        foreach (var entry in map.Entries) CheckName(entry.Key, item, root.Diagnostics);
        return map.Entries;
    }

    private static void CheckName(ScalarNode key, string item, DiagnosticBag diagnostics)
    {
        if (!Name.Check(key, $"a {item}", diagnostics) || !Name.IsEnd(key.Text) || item == "path") return;
        diagnostics.Error(key.Position, ChainCodes.NameTaken, $"a {item} cannot be called '{key.Text}': paths end there");
    }
}
