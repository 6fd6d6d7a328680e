namespace NfvRuntime.Sdk.Settings;

internal sealed class MapFormat<T>(SettingFormat<T> item) : SettingFormat<IReadOnlyDictionary<string, T>>
{
    private static readonly Dictionary<string, T> None = [];

    public override string Expected => "a map";

    public override IReadOnlyDictionary<string, T> Placeholder => None;

    public override bool TryRead(SettingsNode node, ReadContext context, out IReadOnlyDictionary<string, T> value)
    {
        value = Placeholder;
        if (node is not MapNode map) return context.Fail(node, DiagnosticCodes.WrongNode, Expected);
        var items = new Dictionary<string, T>();
        foreach (var entry in map.Entries)
        {
            var at = context with { Subject = $"'{entry.Key.Text}' of {context.Subject}" };
            if (item.TryRead(entry.Value, at, out var read)) items.Add(entry.Key.Text, read);
        }

        value = items;
        return items.Count == map.Entries.Count;
    }
}
