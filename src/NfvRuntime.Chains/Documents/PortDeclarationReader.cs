using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>Reads an entry of <c>ports</c>: a name to open, or a map with <c>open</c> and options.</summary>
internal sealed class PortDeclarationReader(IPortKinds kinds, DiagnosticBag diagnostics)
{
    public PortDeclaration Read(MapEntry entry)
    {
        string subject = $"port '{entry.Key.Text}'";
        if (entry.Value is ScalarNode { IsEmpty: false } plain)
        {
            var nothing = new SettingsReader(new MapNode(plain.Position, []), diagnostics, subject);
            return new PortDeclaration(entry.Key, plain, FindKind(plain), nothing);
        }

        var map = entry.Value as MapNode ?? new MapNode(entry.Value.Position, []);
        var reader = new SettingsReader(map, diagnostics, subject);
        if (entry.Value is not MapNode)
        {
            new ReadContext(diagnostics, subject).Fail(entry.Value, DiagnosticCodes.WrongNode, "what to open, such as pcap:FILE, or a map");
            return new PortDeclaration(entry.Key, null, null, reader);
        }

        bool isRead = reader.Required("open", Format.Text).Length > 0;
        var open = isRead ? map.Find("open")!.Value as ScalarNode : null;
        return new PortDeclaration(entry.Key, open, open is null ? null : FindKind(open), reader);
    }

    private IPortDescription? FindKind(ScalarNode open)
    {
        int colon = open.Text.IndexOf(':');
        string scheme = colon < 0 ? open.Text : open.Text[..colon];
        if (colon >= 0 && kinds.TryGet(scheme, out var kind)) return kind;
        string message = colon < 0
            ? $"'{open.Text}' cannot be opened: the kind of port comes first, with a colon; kinds: {string.Join(", ", kinds.Schemes)}"
            : $"unknown kind of port '{scheme}'{Nearest.Hint(scheme, [.. kinds.Schemes], "kinds")}";
        diagnostics.Error(open.Position, ChainCodes.UnknownPortKind, message);
        return null;
    }
}
