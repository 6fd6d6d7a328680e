using System.Globalization;
using System.Text;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Yaml;

/// <summary>Writes settings nodes so that <see cref="YamlDocument"/> reads the same ones: one entry a line, texts in quotes where they need them.</summary>
internal sealed class YamlWriter
{
    private const string PlainMarks = "_./-";

    private readonly StringBuilder _text = new();

    /// <summary>Writes the entries of a map that stands alone.</summary>
    public static string Write(MapNode root)
    {
        var writer = new YamlWriter();
        writer.Entries(root, "");
        return writer._text.ToString();
    }

    /// <summary>A text as it stands in YAML.</summary>
    public static string Quote(string text)
    {
        bool isPlain = text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || PlainMarks.Contains(c));
        if (isPlain) return text;
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append((char)rune.Value);
            else if (rune.Value is >= 0x20 and < 0x7f) quoted.Append((char)rune.Value);
            else quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
        }

        return quoted.Append('"').ToString();
    }

    private void Entries(MapNode map, string indent)
    {
        foreach (var entry in map.Entries)
        {
            _text.Append(indent).Append(Quote(entry.Key.Text)).Append(':');
            Value(entry.Value, indent);
        }
    }

    private void Value(SettingsNode node, string indent)
    {
        string deeper = indent + "  ";
        switch (node)
        {
            case MapNode { Entries.Count: > 0 } map:
                _text.Append('\n');
                Entries(map, deeper);
                break;
            case ListNode { Items.Count: > 0 } list:
                _text.Append('\n');
                foreach (var item in list.Items)
                {
                    _text.Append(deeper).Append('-');
                    Value(item, deeper);
                }

                break;
            default:
                string text = node switch
                {
                    MapNode => " {}",
                    ListNode => " []",
                    ScalarNode { IsEmpty: false } scalar => $" {Quote(scalar.Text)}",
                    _ => "",
                };
                _text.Append(text).Append('\n');
                break;
        }
    }
}
