using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>What a file says of links; null where it says nothing.</summary>
/// <param name="Kind">The key <c>kind</c>.</param>
/// <param name="Rings">The key <c>rings</c>.</param>
/// <param name="Slots">The key <c>slots</c>.</param>
/// <param name="SharesAcrossTrust">Whether memory may be shared by two trust groups.</param>
/// <param name="Position">Of the value that says it.</param>
internal sealed record LinkChoice(LinkKind? Kind, int? Rings, int? Slots, bool SharesAcrossTrust, SourcePosition Position)
{
    private const int MostRings = 64;
    private const int MostSlots = 8176; // of a ring in any region

    private enum Sharing
    {
        AcrossTrust,
    }

    /// <param name="node">One word, the kind, or a map.</param>
    /// <param name="subject">For messages.</param>
    /// <param name="canShare">Whether the key <c>share</c> has a place here.</param>
    /// <param name="diagnostics">Where mistakes go.</param>
    /// <returns>What was read; null if the piece is neither.</returns>
    public static LinkChoice? Read(SettingsNode node, string subject, bool canShare, DiagnosticBag diagnostics)
    {
        var context = new ReadContext(diagnostics, subject);
        if (node is ScalarNode { IsEmpty: false })
        {
            return Format.Word<LinkKind>().TryRead(node, context, out var word) ? new LinkChoice(word, null, null, false, node.Position) : null;
        }

        if (node is not MapNode map)
        {
            context.Fail(node, DiagnosticCodes.WrongNode, "one of pipe, kloop, vale, or a map such as { kind: pipe, slots: 512 }");
            return null;
        }

        var reader = new SettingsReader(map, diagnostics, subject);
        var choice = new LinkChoice(
            reader.Has("kind") ? reader.Optional("kind", Format.Word<LinkKind>(), default) : null,
            reader.Has("rings") ? reader.Optional("rings", Format.Int(1, MostRings), 1) : null,
            reader.Has("slots") ? reader.Optional("slots", Format.Int(4, MostSlots), MostSlots) : null,
            canShare && reader.Has("share") && reader.Optional("share", Format.Word<Sharing>(), default) == Sharing.AcrossTrust,
            map.Position);
        reader.Finish();
        return choice;
    }
}
