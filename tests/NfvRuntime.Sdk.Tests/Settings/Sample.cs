using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Sdk.Tests.Settings;

/// <summary>Builds documents by hand; every piece stands at line 1 in the column of its making.</summary>
internal static class Sample
{
    public static SourcePosition At(int column) => new("t.yaml", 1, column);

    public static ScalarNode Text(string text, int column = 1, bool quoted = false) => new(At(column), text, quoted);

    public static ListNode List(params SettingsNode[] items) => new(At(1), items);

    public static MapNode Map(params (string Key, SettingsNode Value)[] entries) =>
        new(At(1), [.. entries.Select(e => new MapEntry(Text(e.Key), e.Value))]);

    public static (SettingsReader Reader, DiagnosticBag Found) Reader(params (string Key, SettingsNode Value)[] entries)
    {
        var found = new DiagnosticBag();
        return (new SettingsReader(Map(entries), found, "stage 'fw'"), found);
    }

    /// <summary>The value of a text in a form, or the message it is refused with (without position).</summary>
    public static object? Read<T>(SettingFormat<T> format, string text)
    {
        var (reader, found) = Reader(("key", Text(text)));
        var value = reader.Required("key", format);
        return found.HasErrors ? $"{found.InFileOrder()[0].Code} {found.InFileOrder()[0].Message}" : value;
    }
}
