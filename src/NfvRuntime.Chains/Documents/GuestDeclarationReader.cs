using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>Reads an entry of <c>guests</c>.</summary>
internal sealed class GuestDeclarationReader(IGuestKinds kinds, DiagnosticBag diagnostics)
{
    private static readonly SettingFormat<ScalarNode> Word = new WordNodeFormat();
    private static readonly SettingFormat<IReadOnlyList<ScalarNode>> Words = Format.OneOrMany(Word);

    public GuestDeclaration Read(MapEntry entry)
    {
        string subject = $"guest '{entry.Key.Text}'";
        if (entry.Value is not MapNode map)
        {
            new ReadContext(diagnostics, subject).Fail(entry.Value, DiagnosticCodes.WrongNode, "a map with the keys 'kind' and 'run'");
            return new GuestDeclaration(entry.Key, null, null, null, [], [], NamesStages: false);
        }

        var reader = new SettingsReader(map, diagnostics, subject);
        string name = reader.Required("kind", Format.Text);
        var trust = reader.Has("trust") ? reader.Optional("trust", Word, null!) : null;
        int before = diagnostics.Count;
        var run = reader.Required("run", Words);
        bool namesStages = diagnostics.Count == before;
        var ports = reader.Optional("ports", Words, []);
        var kind = name.Length > 0 ? FindKind(name, map.Find("kind")!.Value) : null;
        var settings = kind is null ? null : KindSettings.Read(() => kind.ReadSettings(reader), reader, $"kind '{name}'");
        return new GuestDeclaration(entry.Key, kind, (GuestSettings?)settings, trust, run, ports, namesStages);
    }

    private IGuestDescription? FindKind(string name, SettingsNode at)
    {
        if (kinds.TryGet(name, out var kind)) return kind;
        if (kinds.WhyUnavailable(name) is { } why) diagnostics.Error(at.Position, ChainCodes.NotAvailable, why);
        else diagnostics.Error(at.Position, ChainCodes.UnknownGuestKind, $"unknown kind of guest '{name}'{Nearest.Hint(name, [.. kinds.Names], "kinds")}");
        return null;
    }
}
